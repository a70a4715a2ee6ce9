package io.ironhoard.matchmaking.lobby;

import io.ironhoard.proto.rules.OptionDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.v1.ListRulesResponse;
import io.ironhoard.v1.Rules;
import io.ironhoard.v1.RulesOption;
import java.util.List;

/** Descriptors of rule sets as players see them. Stateless. */
final class RulesMessages {
    private RulesMessages() {}

    static ListRulesResponse list(final List<RuleSetDescriptor> descriptors) {
        final ListRulesResponse.Builder list = ListRulesResponse.newBuilder();
        descriptors.forEach(descriptor -> list.addRules(rules(descriptor)));
        return list.build();
    }

    private static Rules rules(final RuleSetDescriptor descriptor) {
        final Rules.Builder rules = Rules.newBuilder()
                .setId(descriptor.id())
                .setVersion(descriptor.version())
                .setTitle(descriptor.title())
                .setSeatsMin(descriptor.seatsMin())
                .setSeatsMax(descriptor.seatsMax())
                .setMoveLengthMax(descriptor.moveLengthMax())
                .setTurnBased(descriptor.turnBased());
        descriptor.options().forEach(option -> rules.addOptions(option(option)));
        return rules.build();
    }

    private static RulesOption option(final OptionDescriptor option) {
        final RulesOption.Builder message =
                RulesOption.newBuilder().setName(option.name()).setDoc(option.doc());
        switch (option) {
            case OptionDescriptor.Integer integer ->
                    message.setMin(integer.min())
                            .setMax(integer.max())
                            .setDefaultValue(Long.toString(integer.defaultValue()));
            case OptionDescriptor.Text text ->
                    message.setMax(text.lengthMax()).setDefaultValue(text.defaultValue()).setText(true);
        }
        return message.build();
    }
}
