/**
 * How this process says no: one exception with a domain code, and its way out as a gRPC status with a trailer. Runs on
 * any thread; allocates as it likes, because refusals of moves themselves do not come this way. Depends on proto and gRPC only.
 */
package io.ironhoard.matchmaking.refusal;
