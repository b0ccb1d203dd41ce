/// <reference path="../../src/renderer/global.d.ts" />
