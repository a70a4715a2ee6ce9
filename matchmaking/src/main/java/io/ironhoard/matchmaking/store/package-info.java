/**
 * What outlives a match: so far the signed records that the dispatcher leaves in the data folder. Reads files and blocks:
 * virtual threads only. Depends on proto.
 */
package io.ironhoard.matchmaking.store;
