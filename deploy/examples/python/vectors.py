"""Computes every value of the test vectors again, from docs/CLIENTS.md and docs/RECORDS.md, with the standard library alone.

    python3 vectors.py [FILE]

The functions up to `fault` are all the arithmetic that a client needs; Ed25519, which the library lacks, is checked by
hand below them, slowly: use a real one. Exit status 0 where every value agrees.
"""
import hashlib
import hmac
import json
import pathlib
import struct
import sys

HERE = pathlib.Path(__file__).resolve().parent
FILE = HERE.parents[2] / "proto/src/main/resources/io/ironhoard/proto/vectors.json"
KINDS = {"move": 1, "forfeit": 2, "timer": 3, "closed": 4}


def sha256(data):
    return hashlib.sha256(data).digest()


def halves(number):
    """A match's or player's id: 32 hexadecimal digits, as two halves of 8 bytes, the upper one first."""
    return struct.pack("<QQ", int(number[:16], 16), int(number[16:], 16))


# The tag of a submission


def signed_bytes(match_id, sequence, seat, action, payload):
    return b"IHMOVE\x01\x00" + halves(match_id) + struct.pack("<IBBH", sequence, seat, action, len(payload)) + payload


def tag(seat_key, signed):
    return hmac.new(seat_key, signed, hashlib.sha256).digest()[:16]


# The chain


def commitment(match_id, seed):
    return sha256(b"IHSEED\x01\x00" + halves(match_id) + seed)


def encode_options(options):
    encoded = b""
    for option in options:
        if "integer" in option:
            encoded += struct.pack("<q", int(option["integer"]))
        else:
            encoded += struct.pack("<H", len(option["text"])) + option["text"].encode("ascii")
    return encoded


def head_preimage(match, options):
    times = [int(match[name]) for name in ("created_ms", "clock_initial_ms", "clock_increment_ms", "abandon_grace_ms")]
    return b"".join([
        b"IHMATCH\x01", halves(match["match_id"]), struct.pack("<qqqq", *times),
        commitment(match["match_id"], bytes.fromhex(match["seed"])),
        struct.pack("<HBBBH", match["rules_version"], match["signing"], len(match["player_ids"]), len(match["rules"]), len(options)),
        *map(halves, match["player_ids"]), match["rules"].encode("ascii"), options])


def canonical_event(index, kind, seat, time_ms, payload):
    return struct.pack("<IHBB", index, len(payload), seat, kind) + struct.pack("<Q", time_ms)[:7] + payload


# A record


def fault(file, public_key_x509):
    """The first place of a record that does not hold; an empty text where all does. Rules and clocks are not looked at."""
    at = 0

    def take(length):
        nonlocal at
        if at + length > len(file):
            raise ValueError("the file ends early")
        at += length
        return file[at - length:at]

    def number(form):
        return struct.unpack(form, take(struct.calcsize(form)))[0]

    if take(8) != b"IHRECORD" or number("<H") != 1:
        return "header"
    header = take(number("<H"))
    seed = take(32)
    head = take(32)
    if sha256(header) != head:
        return "header"
    match_id = "%016x%016x" % struct.unpack_from("<QQ", header, 8)
    if commitment(match_id, seed) != header[56:88]:
        return "seed"
    for index in range(number("<I")):
        head = sha256(head + take(15 + struct.unpack_from("<H", file, at + 4)[0]))
        if take(32) != head:
            return "event %d" % index
    take(1)
    take(9 * number("<B"))
    fingerprint = take(8)
    signed = file[:at]
    signature = take(64)
    named = fingerprint == sha256(public_key_x509)[:8]
    return "" if at == len(file) and named and ed25519_verify(public_key_x509[-32:], signed, signature) else "signature"


# Ed25519, RFC 8032: points of a twisted Edwards curve, added by its addition law

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME


def add(one, other):
    (x1, y1), (x2, y2) = one, other
    mixed = CURVE * x1 * x2 * y1 * y2 % PRIME
    return ((x1 * y2 + x2 * y1) * pow(1 + mixed, -1, PRIME) % PRIME, (y1 * y2 + x1 * x2) * pow(1 - mixed, -1, PRIME) % PRIME)


def times(factor, point):
    result = (0, 1)
    while factor:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def point_of(encoded):
    """The point that 32 bytes stand for, or None."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & (2**255 - 1), number >> 255
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if y >= PRIME or (x * x - square) % PRIME or (x == 0 and sign):
        return None
    return (x if x & 1 == sign else PRIME - x, y)


def ed25519_verify(public_key, message, signature):
    key, nonce = point_of(public_key), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or scalar >= ORDER:
        return False
    base = point_of((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    return times(scalar, base) == add(nonce, times(int.from_bytes(digest, "little") % ORDER, key))


# The check


class Check:
    def __init__(self):
        self.values = 0
        self.wrong = 0

    def value(self, place, expected, computed):
        found = computed.hex() if isinstance(computed, bytes) else computed
        self.values += 1
        if found != expected:
            self.wrong += 1
            print("%s: the file says %s, computed is %s" % (place, expected, found), file=sys.stderr)

    def submission(self, place, move, seat_key):
        signed = signed_bytes(move["match_id"], move["sequence"], move["seat"], move["action"], bytes.fromhex(move["payload"]))
        self.value(place + ".signed", move["signed"], signed)
        self.value(place + ".tag", move["tag"], tag(seat_key, signed))

    def match(self, place, match):
        options = encode_options(match["options"])
        preimage = head_preimage(match, options)
        self.value(place + ".commitment", match["commitment"], commitment(match["match_id"], bytes.fromhex(match["seed"])))
        self.value(place + ".options_encoded", match["options_encoded"], options)
        self.value(place + ".preimage", match["preimage"], preimage)
        self.value(place + ".head", match["head"], sha256(preimage))
        return sha256(preimage)

    def event(self, place, event, head):
        canonical = canonical_event(event["index"], event["kind"], event["seat"], int(event["time_ms"]), bytes.fromhex(event["payload"]))
        self.value(place + ".kind", event["kind"], KINDS[event["what"]])
        self.value(place + ".canonical", event["canonical"], canonical)
        self.value(place + ".head", event["head"], sha256(head + canonical))
        return sha256(head + canonical)

    def played(self, place, match):
        head = self.match(place, match)
        for i, step in enumerate(match["steps"]):
            at = "%s.steps[%d]" % (place, i)
            if "submission" in step:
                move = step["submission"]
                self.submission(at + ".submission", move, bytes.fromhex(match["seat_keys"][move["seat"]]))
            head = self.event(at + ".event", step["event"], head)
        self.value(place + ".last_head", match["last_head"], head)

    def record(self, place, record):
        key = bytes.fromhex(record["public_key_x509"])
        found = fault(bytes.fromhex(record["file"]), key)
        self.value(place + ".fingerprint", record["fingerprint"], sha256(key)[:8])
        self.value(place + ".valid", record["valid"], found == "")
        self.value(place + ".fails_at", record["fails_at"], found)


def main():
    with open(sys.argv[1] if len(sys.argv) > 1 else FILE, encoding="utf-8") as file:
        vectors = json.load(file)

    def each(name, body):
        for i, vector in enumerate(vectors[name]):
            body("%s[%d] (%s)" % (name, i, vector["description"]), vector)

    check = Check()
    each("tags", lambda place, it: check.submission(place, it, bytes.fromhex(it["seat_key"])))
    each("seed_commitments", lambda place, it: check.value(
        place + ".commitment", it["commitment"], commitment(it["match_id"], bytes.fromhex(it["seed"]))))
    each("heads", check.match)
    each("events", lambda place, it: check.event(place, it, bytes.fromhex(it["head_before"])))
    each("matches", check.played)
    each("records", check.record)
    print("%d values agree" % check.values if check.wrong == 0 else "%d of %d values are wrong" % (check.wrong, check.values))
    return 0 if check.wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
