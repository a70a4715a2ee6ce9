/**
 * The signed record of a finished match: its format, how it is written, read, signed and checked.
 *
 * <p>Runs on the record writer's thread and in tools, never on a shard's; allocates freely. Depends on {@code chain},
 * {@code crypto} and {@code ids}. What the rules make of a record is checked where the rules are, in the dispatcher.
 */
package io.ironhoard.proto.record;
