// Computes every value of the test vectors again, from docs/CLIENTS.md and docs/RECORDS.md, with nothing but Node's own crypto.
//
//   node vectors.mjs [FILE]
//
// The functions up to `faultOf` are all the arithmetic that a client needs. Exit status 0 where every value agrees.
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const hex = (text) => Buffer.from(text, 'hex')
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()
const label = (text, ...rest) => Buffer.concat([Buffer.from(text, 'ascii'), Buffer.from(rest)])

/** Little-endian numbers one after another: pairs of length in bytes and value. */
const numbers = (...pairs) => Buffer.concat(pairs.map(([length, value]) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)))
  return bytes.subarray(0, length)
}))

/** A match's or player's id: 32 hexadecimal digits, written as two halves of 8 bytes, the upper one first. */
const halves = (id) => numbers([8, `0x${id.slice(0, 16)}`], [8, `0x${id.slice(16)}`])

// The tag of a submission ------------------------------------------------------------------------------------------------

const signedBytes = (matchId, sequence, seat, action, payload) => Buffer.concat([
  label('IHMOVE', 1, 0), halves(matchId), numbers([4, sequence], [1, seat], [1, action], [2, payload.length]), payload])

const tagOf = (seatKey, signed) => createHmac('sha256', seatKey).update(signed).digest().subarray(0, 16)

// The chain --------------------------------------------------------------------------------------------------------------

const commitmentOf = (matchId, seed) => sha256(label('IHSEED', 1, 0), halves(matchId), seed)

const encodeOptions = (options) => Buffer.concat(options.map(({ integer, text }) =>
  integer !== undefined ? numbers([8, integer]) : Buffer.concat([numbers([2, text.length]), Buffer.from(text, 'ascii')])))

const headPreimage = (match, options) => Buffer.concat([
  label('IHMATCH', 1), halves(match.match_id), numbers([8, match.created_ms]),
  numbers([8, match.clock_initial_ms], [8, match.clock_increment_ms], [8, match.abandon_grace_ms]),
  commitmentOf(match.match_id, hex(match.seed)),
  numbers([2, match.rules_version], [1, match.signing], [1, match.player_ids.length]),
  numbers([1, match.rules.length], [2, options.length]),
  ...match.player_ids.map(halves), Buffer.from(match.rules, 'ascii'), options])

const canonicalEvent = (index, kind, seat, timeMs, payload) => Buffer.concat([
  numbers([4, index], [2, payload.length], [1, seat], [1, kind], [7, timeMs]), payload])

const kindOf = { move: 1, forfeit: 2, timer: 3, closed: 4 }

// A record ---------------------------------------------------------------------------------------------------------------

/** The first place of a record that does not hold; an empty text where all does. Rules and clocks are not looked at. */
const faultOf = (file, publicKeyX509) => {
  let at = 0
  const take = (length) => {
    if (at + length > file.length) throw new RangeError('the file ends early')
    at += length
    return file.subarray(at - length, at)
  }
  if (take(8).toString('ascii') !== 'IHRECORD' || take(2).readUInt16LE() !== 1) return 'header'
  const header = take(take(2).readUInt16LE())
  const seed = take(32)
  let head = take(32)
  if (!sha256(header).equals(head)) return 'header'
  const matchId = [8, 16].map((half) => header.readBigUInt64LE(half).toString(16).padStart(16, '0')).join('')
  if (!commitmentOf(matchId, seed).equals(header.subarray(56, 88))) return 'seed'
  const events = take(4).readUInt32LE()
  for (let i = 0; i < events; i++) {
    head = sha256(head, take(15 + file.readUInt16LE(at + 4)))
    if (!take(32).equals(head)) return `event ${i}`
  }
  take(1)
  take(9 * take(1)[0])
  const fingerprint = take(8)
  const signed = file.subarray(0, at)
  const signature = take(64)
  const key = createPublicKey({ key: publicKeyX509, format: 'der', type: 'spki' })
  const named = fingerprint.equals(sha256(publicKeyX509).subarray(0, 8))
  return at === file.length && named && verify(null, signed, key, signature) ? '' : 'signature'
}

// The check --------------------------------------------------------------------------------------------------------------

const path = process.argv[2] ??
  fileURLToPath(new URL('../../../proto/src/main/resources/io/ironhoard/proto/vectors.json', import.meta.url))
const vectors = JSON.parse(readFileSync(path, 'utf8'))
let values = 0
let wrong = 0

const check = (place, expected, computed) => {
  const found = Buffer.isBuffer(computed) ? computed.toString('hex') : computed
  values++
  if (found !== expected) {
    wrong++
    console.error(`${place}: the file says ${expected}, computed is ${found}`)
  }
}

const checkSubmission = (place, move, seatKey) => {
  const signed = signedBytes(move.match_id, move.sequence, move.seat, move.action, hex(move.payload))
  check(`${place}.signed`, move.signed, signed)
  check(`${place}.tag`, move.tag, tagOf(seatKey, signed))
}

const checkMatch = (place, match) => {
  const options = encodeOptions(match.options)
  const preimage = headPreimage(match, options)
  check(`${place}.commitment`, match.commitment, commitmentOf(match.match_id, hex(match.seed)))
  check(`${place}.options_encoded`, match.options_encoded, options)
  check(`${place}.preimage`, match.preimage, preimage)
  check(`${place}.head`, match.head, sha256(preimage))
  return sha256(preimage)
}

const checkEvent = (place, event, head) => {
  const canonical = canonicalEvent(event.index, event.kind, event.seat, event.time_ms, hex(event.payload))
  check(`${place}.kind`, event.kind, kindOf[event.what])
  check(`${place}.canonical`, event.canonical, canonical)
  check(`${place}.head`, event.head, sha256(head, canonical))
  return sha256(head, canonical)
}

const each = (name, body) => vectors[name].forEach((vector, i) => body(`${name}[${i}] (${vector.description})`, vector))

each('tags', (place, vector) => checkSubmission(place, vector, hex(vector.seat_key)))
each('seed_commitments', (place, vector) =>
  check(`${place}.commitment`, vector.commitment, commitmentOf(vector.match_id, hex(vector.seed))))
each('heads', checkMatch)
each('events', (place, vector) => checkEvent(place, vector, hex(vector.head_before)))
each('matches', (place, match) => {
  let head = checkMatch(place, match)
  match.steps.forEach(({ submission, event }, i) => {
    if (submission) checkSubmission(`${place}.steps[${i}].submission`, submission, hex(match.seat_keys[submission.seat]))
    head = checkEvent(`${place}.steps[${i}].event`, event, head)
  })
  check(`${place}.last_head`, match.last_head, head)
})
each('records', (place, record) => {
  const key = hex(record.public_key_x509)
  const fault = faultOf(hex(record.file), key)
  check(`${place}.fingerprint`, record.fingerprint, sha256(key).subarray(0, 8))
  check(`${place}.valid`, record.valid, fault === '')
  check(`${place}.fails_at`, record.fails_at, fault)
})

console.log(wrong === 0 ? `${values} values agree` : `${wrong} of ${values} values are wrong`)
process.exit(wrong === 0 ? 0 : 1)
