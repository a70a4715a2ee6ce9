package io.ironhoard.proto.ipc;

import io.ironhoard.proto.rules.OptionDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor.Meaning;
import io.ironhoard.proto.sbe.BooleanType;
import io.ironhoard.proto.sbe.MessageHeaderEncoder;
import io.ironhoard.proto.sbe.RuleSetAnnouncedDecoder;
import io.ironhoard.proto.sbe.RuleSetAnnouncedEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/** Puts a rule set's descriptor into a {@code RuleSetAnnounced} message and takes it out again. Runs at start only. */
public final class RuleSetDescriptorCodec {
    private RuleSetDescriptorCodec() {}

    /**
     * Encode with its header; the correlation id and gateway are filled in by whoever sends it.
     *
     * @param descriptor what to announce.
     * @param buffer where to write, from 0.
     * @return the message's length in bytes.
     */
    public static int encode(final RuleSetDescriptor descriptor, final MutableDirectBuffer buffer) {
        final RuleSetAnnouncedEncoder encoder = new RuleSetAnnouncedEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .correlationId(0)
                .gatewayId(StreamIds.NO_GATEWAY)
                .version(descriptor.version())
                .moveLengthMax(descriptor.moveLengthMax())
                .seatsMin((short) descriptor.seatsMin())
                .seatsMax((short) descriptor.seatsMax())
                .turnBased(flag(descriptor.turnBased()));
        final RuleSetAnnouncedEncoder.OptionsEncoder options =
                encoder.optionsCount(descriptor.options().size());
        for (final OptionDescriptor option : descriptor.options()) {
            options.next();
            switch (option) {
                case OptionDescriptor.Integer integer ->
                        options.min(integer.min())
                                .max(integer.max())
                                .defaultValue(integer.defaultValue())
                                .isText(BooleanType.NO)
                                .name(integer.name())
                                .defaultText("");
                case OptionDescriptor.Text text ->
                        options.min(0)
                                .max(text.lengthMax())
                                .defaultValue(0)
                                .isText(BooleanType.YES)
                                .name(text.name())
                                .defaultText(text.defaultValue());
            }
            options.doc(option.doc());
        }
        final int meanings = descriptor.codes().size() + descriptor.endReasons().size();
        final RuleSetAnnouncedEncoder.MeaningsEncoder out = encoder.meaningsCount(meanings);
        descriptor.codes().forEach(code -> encode(out, code, false));
        descriptor.endReasons().forEach(reason -> encode(out, reason, true));
        encoder.rules(descriptor.id()).title(descriptor.title());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private static void encode(
            final RuleSetAnnouncedEncoder.MeaningsEncoder out, final Meaning meaning, final boolean isEndReason) {
        out.next()
                .value(meaning.id())
                .isEndReason(flag(isEndReason))
                .name(meaning.name())
                .doc(meaning.doc());
    }

    /**
     * Decode.
     *
     * @param decoder wrapped around a message.
     * @return the descriptor.
     */
    public static RuleSetDescriptor decode(final RuleSetAnnouncedDecoder decoder) {
        final List<OptionDescriptor> options = new ArrayList<>();
        for (final RuleSetAnnouncedDecoder.OptionsDecoder option : decoder.options()) {
            final long min = option.min();
            final long max = option.max();
            final long defaultValue = option.defaultValue();
            final boolean isText = option.isText() == BooleanType.YES;
            final String name = option.name();
            final String defaultText = option.defaultText();
            final String doc = option.doc();
            options.add(
                    isText
                            ? new OptionDescriptor.Text(name, (int) max, defaultText, doc)
                            : new OptionDescriptor.Integer(name, min, max, defaultValue, doc));
        }
        final List<Meaning> codes = new ArrayList<>();
        final List<Meaning> endReasons = new ArrayList<>();
        for (final RuleSetAnnouncedDecoder.MeaningsDecoder meaning : decoder.meanings()) {
            final List<Meaning> into = meaning.isEndReason() == BooleanType.YES ? endReasons : codes;
            into.add(new Meaning(meaning.value(), meaning.name(), meaning.doc()));
        }
        final int version = decoder.version();
        final boolean turnBased = decoder.turnBased() == BooleanType.YES;
        return new RuleSetDescriptor(
                decoder.rules(),
                version,
                decoder.title(),
                decoder.seatsMin(),
                decoder.seatsMax(),
                decoder.moveLengthMax(),
                turnBased,
                options,
                codes,
                endReasons);
    }

    private static BooleanType flag(final boolean value) {
        return value ? BooleanType.YES : BooleanType.NO;
    }
}
