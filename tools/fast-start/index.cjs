/**
 * The preload that makes a Pulumi program start fast; preload.cts says how. In Pulumi.yaml:
 *
 *     runtime:
 *       name: nodejs
 *       options:
 *         typescript: false
 *         nodeargs: "--require @tidegate/fast-start"
 *
 * Node looks for the name from the program's folder upwards, as for any package.
 *
 * Plain JavaScript, because it turns on Node's compile cache (NODE_COMPILE_CACHE says where, NODE_DISABLE_COMPILE_CACHE=1
 * keeps it off): before there is one, Node would load its type stripper for this file alone, 50 ms on each run.
 */
"use strict";

require("node:module").enableCompileCache();
require("./preload.cts");
