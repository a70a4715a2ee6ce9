/**
 * The link to the shards: one typed class for each direction, what was asked and not answered yet, and the Aeron client
 * with its recovery.
 *
 * <p>Owned by the gateway's event loop, apart from what waits for the media driver, which
 * {@link io.ironhoard.matchmaking.gateway.link.GatewayClient} does on a thread of its own. A move allocates nothing here;
 * connecting may. Depends on Aeron, proto and {@code matchmaking.gateway}'s values.
 */
package io.ironhoard.matchmaking.gateway.link;
