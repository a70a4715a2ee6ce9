package io.ironhoard.perf.bot;

import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.TreasureHuntRules;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.rules.OptionsView;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.Map;
import java.util.SplittableRandom;

/** Explorers that follow their clues. */
final class HuntBots implements Bots {
    private final RuleSetDescriptor rules = new TreasureHuntRules().descriptor();
    private final OptionsView options = new OptionsView(rules);
    private final HuntGame.HuntReaders readers = new HuntGame.HuntReaders();
    private final SplittableRandom random;

    HuntBots(final SplittableRandom random) {
        this.random = random;
    }

    @Override
    public RuleSetDescriptor rules() {
        return rules;
    }

    @Override
    public Map<String, String> options(final double seconds) {
        final String name = rules.options().get(HuntDescriptor.DURATION_OPTION).name();
        return Map.of(name, Integer.toString((int) Math.clamp(Math.ceil(seconds), 1, HuntDescriptor.DURATION_S_MAX)));
    }

    @Override
    public boolean endsByTime() {
        return true;
    }

    @Override
    public BotGame open(final MatchHeader header) {
        return new HuntGame(header, options, random, readers);
    }
}
