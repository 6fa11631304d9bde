/** Node's socket.io, which stores nothing: each post or vote is one emit. `node node.mjs PORT` */
import { createServer } from "node:http";
import { createRequire } from "node:module";

const { Server } = createRequire(new URL("../../../.node/", import.meta.url))("socket.io");
const http = createServer();
const io = new Server(http, { serveClient: false });
const revisions = new Map();
const votes = new Map();

function tell(station, contribution) {
  const revision = (revisions.get(station) ?? 0) + 1;
  revisions.set(station, revision);
  const contributions = [{ ...contribution, revision }];
  io.to(station).emit("station.changed", { station, since: revision - 1, revision, contributions });
  return { ok: true, revision };
}

io.on("connection", (socket) => {
  socket.on("station.open", ({ station, since }, answer) => {
    socket.join(station);
    answer({ ok: true, change: { station, since, revision: since, contributions: [] } });
  });
  socket.on("contribution.add", (typed, answer) => {
    answer(tell(typed.station, { ...typed, votes: 0 }));
  });
  socket.on("vote.set", ({ station, contribution, on }, answer) => {
    votes.set(contribution, (votes.get(contribution) ?? 0) + (on ? 1 : -1));
    answer(tell(station, { id: contribution, votes: votes.get(contribution) }));
  });
});
http.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 2048 });
