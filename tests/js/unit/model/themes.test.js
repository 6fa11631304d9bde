import assert from "node:assert/strict";
import { test } from "node:test";
import { themesOf } from "../../../../static/js/lib/model/themes.js";
import { cluster, contribution, view } from "../nouns.js";

test("themes are counted by what is seen in them, the largest first", () => {
  const store = /** @type {any} */ (
    view({
      clusters: [
        cluster("empty"),
        cluster("one"),
        cluster("two"),
        cluster("strong"),
        cluster("b-equal"),
        cluster("a-equal"),
      ],
      contributions: [
        contribution("1", { cluster: "two", votes: 1 }),
        contribution("2", { cluster: "two" }),
        contribution("3", { cluster: "one", votes: 1 }),
        contribution("hidden", { cluster: "one", votes: 9, state: "hidden" }),
        contribution("waits", { cluster: "empty", votes: 9, state: "pending" }),
        contribution("nowhere", { votes: 9 }),
        contribution("of-one-dissolved", { cluster: "gone", votes: 9 }),
        contribution("4", { cluster: "strong", votes: 5 }),
        contribution("5", { cluster: "a-equal" }),
        contribution("6", { cluster: "b-equal" }),
      ],
    })
  );
  assert.deepEqual(themesOf(store), [
    { id: "two", title: "two", contributions: 2, votes: 1 },
    { id: "strong", title: "strong", contributions: 1, votes: 5 },
    { id: "one", title: "one", contributions: 1, votes: 1 },
    { id: "a-equal", title: "a-equal", contributions: 1, votes: 0 },
    { id: "b-equal", title: "b-equal", contributions: 1, votes: 0 },
  ]);
});

test("what was merged is one more who say so, but its dots are already the other's", () => {
  const store = /** @type {any} */ (
    view({
      clusters: [cluster("theme"), cluster("other")],
      contributions: [
        contribution("head", { cluster: "theme", votes: 4 }),
        contribution("merged", { cluster: "theme", votes: 3, merged_into: "head" }),
        contribution("into-hidden", { cluster: "theme", votes: 2, merged_into: "gone" }),
        contribution("from-elsewhere", { cluster: "other", votes: 1, merged_into: "head" }),
        contribution("from-the-inbox", { votes: 1, merged_into: "head" }),
      ],
    })
  );
  assert.deepEqual(themesOf(store), [{ id: "theme", title: "theme", contributions: 5, votes: 6 }]);
});
