/**
 * Puts the process together, starts it, stops it. Runs on the main thread, on the thread that handles the signal to stop,
 * and on a housekeeping thread of its own; nothing here is on a move's way. Depends on everything else of the process.
 */
package io.ironhoard.matchmaking.launcher;
