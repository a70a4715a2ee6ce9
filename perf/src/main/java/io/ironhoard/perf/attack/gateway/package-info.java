/**
 * A seeded attack on a running gateway: connections and streams that keep to no protocol, and floods, while honest
 * players play and every move of theirs has to be answered.
 *
 * <p>{@link io.ironhoard.perf.attack.gateway.GatewayAttack} is where to begin; each
 * {@link io.ironhoard.perf.attack.gateway.Assault} is one way to misbehave. Assaults run one after the other on the
 * caller's thread, over plain sockets; honest players run on the client's event loop. Loopback only.
 */
package io.ironhoard.perf.attack.gateway;
