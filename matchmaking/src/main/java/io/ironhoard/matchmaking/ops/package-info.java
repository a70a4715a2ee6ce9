/**
 * What operators ask of a running node. Runs on virtual threads and may wait. Depends on proto's status report, and on
 * the interfaces of {@code matchmaking.gateway}.
 */
package io.ironhoard.matchmaking.ops;
