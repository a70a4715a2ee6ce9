/**
 * Which rule sets there are: built in, and from the jars of a rules folder.
 *
 * <p>{@link io.ironhoard.dispatcher.rules.RuleSetRegistry} runs at start, on the launcher's thread, and may allocate and
 * read files; the instances that it creates then belong to one shard each. Depends on the SPI and on nothing else of the
 * dispatcher.
 */
package io.ironhoard.dispatcher.rules;
