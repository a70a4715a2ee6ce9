package io.ironhoard.proto.vectors;

import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.chain.HeadPreimage;
import io.ironhoard.proto.chain.MatchHeader;
import io.ironhoard.proto.crypto.MoveSigning;
import io.ironhoard.proto.crypto.Sha256;
import io.ironhoard.proto.ids.MatchId;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordSigner;
import io.ironhoard.proto.record.RecordVerifier;
import io.ironhoard.proto.record.RecordWriter;
import io.ironhoard.proto.record.Standing;
import io.ironhoard.proto.rules.OptionDescriptor;
import io.ironhoard.proto.rules.OptionsCodec;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** By the classes that shards, gateways and tools run. */
final class EngineFunctions implements ClientFunctions {
    private static final int LENGTH_MAX = RuleSetDescriptor.MOVE_LENGTH_LIMIT;

    @Override
    public byte[] signedBytes(final Submission move) {
        final UnsafeBuffer out = new UnsafeBuffer(new byte[MoveSigning.HEADER_LENGTH + move.payload().length]);
        MoveSigning.encode(out, move.match().high(), move.match().low(), (int) move.sequence(), move.seat(),
                move.action(), move.payload());
        return out.byteArray();
    }

    @Override
    public byte[] tag(final byte[] seatKey, final byte[] signed) {
        final byte[] tag = new byte[MoveSigning.TAG_LENGTH];
        new MoveSigning(LENGTH_MAX).sign(seatKey, 0, new UnsafeBuffer(signed), 0, signed.length, new UnsafeBuffer(tag),
                0);
        return tag;
    }

    @Override
    public byte[] commitment(final MatchId match, final byte[] seed) {
        final HeadPreimage preimage = new HeadPreimage(0, 0);
        preimage.match(match.high(), match.low(), 0, new UnsafeBuffer(seed), 0).rules(0, 0, 0);
        return MatchHeader.parse(preimage.toByteArray()).seedCommitment();
    }

    @Override
    public byte[] options(final List<Option> options) {
        final List<OptionDescriptor> known = new ArrayList<>();
        final Map<String, String> values = new LinkedHashMap<>();
        for (final Option option : options) {
            switch (option) {
                case Option.Whole(String name, long value) -> {
                    known.add(new OptionDescriptor.Integer(name, Long.MIN_VALUE, Long.MAX_VALUE, 0, "of the vectors"));
                    values.put(name, Long.toString(value));
                }
                case Option.Text(String name, String value) -> {
                    known.add(new OptionDescriptor.Text(name, 100, "", "of the vectors"));
                    values.put(name, value);
                }
            }
        }
        return OptionsCodec.encode(new RuleSetDescriptor("vectors", 1, "Vectors", 1, 1, 1, false, known, List.of(),
                List.of()), values);
    }

    @Override
    public byte[] headPreimage(final Match match) {
        return preimage(match).toByteArray();
    }

    private HeadPreimage preimage(final Match match) {
        final byte[] rules = match.rules().getBytes(StandardCharsets.US_ASCII);
        final byte[] options = options(match.options());
        final List<PlayerId> players = match.players();
        final HeadPreimage preimage = new HeadPreimage(players.size(), rules.length + options.length)
                .match(match.match().high(), match.match().low(), match.createdMs(), new UnsafeBuffer(match.seed()), 0)
                .clock(match.clockInitialMs(), match.clockIncrementMs(), match.abandonGraceMs())
                .rules(match.rulesVersion(), match.signing(), players.size());
        for (int seat = 0; seat < players.size(); seat++) {
            preimage.player(seat, players.get(seat).high(), players.get(seat).low());
        }
        preimage.rulesId(new UnsafeBuffer(rules), 0, rules.length);
        preimage.options(new UnsafeBuffer(options), 0, options.length);
        return preimage;
    }

    @Override
    public byte[] initialHead(final byte[] preimage) {
        return Sha256.of(preimage);
    }

    @Override
    public byte[] canonicalEvent(final Event event) {
        final ChainHasher chain = new ChainHasher(LENGTH_MAX);
        final byte[] canonical = new byte[ChainHasher.HEADER_LENGTH + event.payload().length];
        chain.canonical(canonical, 0, encode(chain, event));
        return canonical;
    }

    @Override
    public byte[] nextHead(final byte[] head, final byte[] canonical) {
        final ChainHasher chain = new ChainHasher(LENGTH_MAX);
        final byte[] next = new byte[ChainHasher.HEAD_LENGTH];
        chain.wrap(canonical, 0, canonical.length);
        chain.extend(head, 0, canonical.length, next, 0);
        return next;
    }

    @Override
    public byte[] fingerprint(final PublicKey key) {
        return RecordKeys.fingerprint(key);
    }

    @Override
    public byte[] record(final Match match, final List<Event> events, final End end) {
        final ChainHasher chain = new ChainHasher(LENGTH_MAX);
        final byte[] head = new byte[ChainHasher.HEAD_LENGTH];
        preimage(match).hash(head, 0);
        final RecordWriter writer = new RecordWriter(headPreimage(match), match.seed(), head);
        for (final Event event : events) {
            final int length = encode(chain, event);
            final byte[] canonical = new byte[length];
            chain.canonical(canonical, 0, length);
            chain.extend(head, 0, length, head, 0);
            writer.append(canonical, length, head);
        }
        final List<Standing> standings = new ArrayList<>();
        for (int seat = 0; seat < end.placements().size(); seat++) {
            standings.add(new Standing(end.placements().get(seat), end.scores().get(seat)));
        }
        return writer.finish(end.reason(), standings, new RecordSigner(VectorKeys.signer()));
    }

    @Override
    public String fault(final byte[] file, final PublicKey key) {
        try {
            new RecordVerifier(key).verify(file);
            return "";
        } catch (final RecordException e) {
            return e.getMessage().substring(0, e.getMessage().indexOf(':'));
        }
    }

    private static int encode(final ChainHasher chain, final Event event) {
        return chain.encode((int) event.index(), event.kind(), event.seat(), event.timeMs(),
                new UnsafeBuffer(event.payload()), 0, event.payload().length);
    }
}
