/**
 * Checks records offline, against a public key from outside them: bytes, chain and signature by {@code proto.record}, and
 * every move, forfeit and timer executed again by the rule set itself.
 *
 * <p>Runs in tools, on any thread, and allocates freely. Depends on {@code proto} and on the dispatcher's rule sets.
 */
package io.ironhoard.perf.verify;
