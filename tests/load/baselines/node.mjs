/** Node's socket.io, which stores nothing: each post is one emit. `node node.mjs PORT` */
import { createServer } from "node:http";
import { createRequire } from "node:module";

const { Server } = createRequire(new URL("../../../.node/", import.meta.url))("socket.io");
const http = createServer();
const io = new Server(http, { serveClient: false });
let revision = 0;

io.on("connection", (socket) => {
  socket.on("station.open", ({ station, since }, answer) => {
    socket.join(station);
    answer({ ok: true, change: { station, since, revision: since, contributions: [] } });
  });
  socket.on("contribution.add", (typed, answer) => {
    revision += 1;
    const contributions = [{ ...typed, revision }];
    io.to(typed.station).emit("station.changed", { station: typed.station, since: revision - 1, revision, contributions });
    answer({ ok: true, revision });
  });
});
http.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 2048 });
