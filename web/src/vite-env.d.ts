/// <reference types="vite/client" />

/** The version of these pages. */
declare const __VERSION__: string;
