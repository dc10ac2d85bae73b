// Where the pack is started from its folder: the starter requires this file, and reads TypeScript in a way of its own.
module.exports = import("./pack.ts");
