package io.ironhoard.dispatcher.shard;

/** Who is told when a rule set throws; called on the shard's thread, so it hands over and returns. */
@FunctionalInterface
public interface RulesFaults {
    /**
     * @param rulesId whose fault.
     * @param fault what it threw.
     */
    void onFault(String rulesId, Throwable fault);
}
