/**
 * The test that every rule set passes, for authors too: extend
 * {@link io.ironhoard.dispatcher.rules.testkit.RuleSetContractTest} and write your game a second time as a plain
 * {@link io.ironhoard.dispatcher.rules.testkit.ReferenceGame}.
 *
 * <p>Published as the test jar {@code rules-testkit}; it needs the dispatcher, JUnit and AssertJ. One thread.
 */
package io.ironhoard.dispatcher.rules.testkit;
