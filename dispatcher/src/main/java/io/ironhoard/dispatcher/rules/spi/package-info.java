/**
 * What an author of a game implements: {@link io.ironhoard.dispatcher.rules.spi.RuleSet}, found with
 * {@link java.util.ServiceLoader}.
 *
 * <p>Everything but {@code descriptor()} and construction runs on a shard's thread and may allocate nothing, block on
 * nothing and read no clock. Depends on Agrona and the descriptors of {@code proto}.
 */
package io.ironhoard.dispatcher.rules.spi;
