// Watches a match from its first event, or from a snapshot on, and checks every head of its chain.
//
//   npm ci
//   node spectate.mjs MATCH [--snapshot] [--target 127.0.0.1:7400] [--protos ../../../proto/src/main/proto]
//
// Exit status 0 where the match was seen to its end and every head follows from the one before.
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import grpc from '@grpc/grpc-js'
import protoLoader from '@grpc/proto-loader'

const { values: options, positionals: [matchId] } = parseArgs({
  allowPositionals: true,
  options: {
    snapshot: { type: 'boolean', default: false },
    target: { type: 'string', default: '127.0.0.1:7400' },
    protos: { type: 'string', default: fileURLToPath(new URL('../../../proto/src/main/proto', import.meta.url)) }
  }
})
if (!matchId) {
  console.error('which match? node spectate.mjs MATCH')
  process.exit(2)
}

const definition = protoLoader.loadSync(
  ['session', 'game'].map((name) => `ironhoard/v1/${name}.proto`),
  { includeDirs: [options.protos], keepCase: false, longs: Number, enums: String, defaults: true, oneofs: true })
const { SessionService, GameService } = grpc.loadPackageDefinition(definition).ironhoard.v1
const insecure = grpc.credentials.createInsecure()
const sessions = new SessionService(options.target, insecure)
const games = new GameService(options.target, insecure)

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest()

const number = (length, value) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes.subarray(0, length)
}

/** What of an event is hashed: index, length of the payload, seat, kind, time, payload. */
function canonical (event) {
  const parts = {
    move: () => [1, event.move.seat, event.move.payload],
    forfeit: () => [2, event.forfeit.seat, Buffer.from([event.forfeit.reason])],
    timer: () => [3, 255, Buffer.alloc(0)],
    closed: () => [4, 255, Buffer.from([event.ended.reason])]
  }
  const [kind, seat, payload] = parts[event.what]()
  return Buffer.concat([
    number(4, event.index), number(2, payload.length), number(1, seat), number(1, kind), number(7, event.timeMs), payload])
}

const short = (head) => `${Buffer.from(head).toString('hex').slice(0, 16)}…`

function watch (token) {
  let head
  let next = 0
  let over = false
  const seen = {
    watching ({ settings, playerIds, initialHead, headPreimage, delayMs }) {
      head = sha256(headPreimage)
      if (!head.equals(initialHead)) throw new Error('head 0 is not the hash of what it binds')
      console.log(`${settings.rules}, ${playerIds.length} seats, ${delayMs} ms later than it happens; head 0 ${short(head)}`)
    },
    snapshot ({ index, view, head: given }) {
      // What came before the snapshot is believed, until the match's record can be checked.
      head = Buffer.from(given)
      next = index
      console.log(`before event ${index}: ${Buffer.from(view).toString('hex')}`)
    },
    event (event) {
      if (event.index !== next++) throw new Error(`event ${event.index} came where ${next - 1} was due`)
      head = sha256(head, canonical(event))
      if (!head.equals(event.head)) throw new Error(`event ${event.index}: its head does not follow from the one before`)
      const told = event.publicPart.length > 0 ? `, told ${Buffer.from(event.publicPart).toString('hex')}` : ''
      const payload = event.move ? ` ${Buffer.from(event.move.payload).toString('hex')}` : ''
      const seat = (event.move ?? event.forfeit)?.seat
      console.log(`event ${event.index}: ${seat === undefined ? '' : `seat ${seat} `}${event.what}${payload}${told}  head ${short(head)}`)
      if (event.ended) {
        over = true
        console.log(`the match is over: ${event.ended.reasonName}`)
      }
    },
    presence ({ seat, present }) {
      console.log(`seat ${seat} ${present ? 'is here' : 'has gone'}`)
    },
    spectators ({ count }) {
      console.log(`${count} watch`)
    }
  }
  return new Promise((resolve, reject) => {
    const stream = games.spectate({ matchId, snapshot: options.snapshot, protocolVersion: 1 }, token)
    stream.on('data', (frame) => {
      try {
        seen[frame.frame](frame[frame.frame])
        if (over) resolve()
      } catch (error) {
        stream.cancel()
        reject(error)
      }
    })
    stream.on('error', reject)
    stream.on('end', () => over || options.snapshot ? resolve() : reject(new Error('the stream ended before the match')))
  })
}

const session = await new Promise((resolve, reject) =>
  sessions.createSession({ name: 'node-watcher' }, (error, answer) => error ? reject(error) : resolve(answer)))
const token = new grpc.Metadata()
token.set('authorization', `Bearer ${session.token}`)
watch(token).then(() => process.exit(0), (error) => {
  console.error(`failed: ${error.message}`)
  process.exit(1)
})
