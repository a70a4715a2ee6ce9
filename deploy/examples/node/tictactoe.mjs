// Two players meet in a lobby and play tic-tac-toe to the end, over gRPC, with nothing but the .proto files.
//
//   npm ci
//   node tictactoe.mjs [--target 127.0.0.1:7400] [--protos ../../../proto/src/main/proto]
//
// Exit status 0 where the match ended as it should.
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import grpc from '@grpc/grpc-js'
import protoLoader from '@grpc/proto-loader'

const { values: options } = parseArgs({
  options: {
    target: { type: 'string', default: '127.0.0.1:7400' },
    protos: { type: 'string', default: fileURLToPath(new URL('../../../proto/src/main/proto', import.meta.url)) }
  }
})

const definition = protoLoader.loadSync(
  ['session', 'lobby', 'game'].map((name) => `ironhoard/v1/${name}.proto`),
  { includeDirs: [options.protos], keepCase: false, longs: Number, enums: String, defaults: true, oneofs: true })
const { SessionService, LobbyService, GameService } = grpc.loadPackageDefinition(definition).ironhoard.v1
const insecure = grpc.credentials.createInsecure()
const sessions = new SessionService(options.target, insecure)
const lobbies = new LobbyService(options.target, insecure)
const games = new GameService(options.target, insecure)

const call = (client, method, request, metadata = new grpc.Metadata()) =>
  new Promise((resolve, reject) => client[method](request, metadata, { deadline: Date.now() + 10_000 },
    (error, answer) => error ? reject(error) : resolve(answer)))

/** One player: a session, and later a seat. */
class Player {
  async signIn (name) {
    const session = await call(sessions, 'createSession', { name })
    this.name = session.name
    this.token = new grpc.Metadata()
    this.token.set('authorization', `Bearer ${session.token}`)
    console.log(`${name} signs in as player ${session.playerId}`)
    return this
  }

  lobby (method, request) {
    return call(lobbies, method, request, this.token)
  }

  /** Takes a seat. Frames wait in a queue until somebody asks for them. */
  async sit (matchId, seat) {
    this.seat = seat
    this.sequence = 0
    this.frames = []
    this.waiting = []
    this.stream = games.play(this.token)
    this.stream.on('data', (frame) => this.deliver(frame))
    this.stream.on('error', (error) => this.deliver({ frame: 'error', error }))
    this.stream.write({ join: { matchId, seat, protocolVersion: 1 } })
    const { joined } = await this.next('joined')
    console.log(`${this.name} takes seat ${joined.seat} of match ${joined.matchId}, durability ${joined.durability}`)
  }

  deliver (frame) {
    const place = this.waiting.findIndex(({ kinds }) => kinds.includes(frame.frame) || frame.frame === 'error')
    if (place < 0) {
      this.frames.push(frame)
      return
    }
    const [{ resolve, reject, timer }] = this.waiting.splice(place, 1)
    clearTimeout(timer)
    frame.frame === 'error' ? reject(frame.error) : resolve(frame)
  }

  /** The next frame of one of these kinds; others keep their places. */
  next (...kinds) {
    const place = this.frames.findIndex(({ frame }) => kinds.includes(frame))
    if (place >= 0) {
      return Promise.resolve(this.frames.splice(place, 1)[0])
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${this.name}: no ${kinds.join(' or ')}`)), 10_000)
      this.waiting.push({ kinds, resolve, reject, timer })
    })
  }

  /** Submits a move. A refused number is used again; an overloaded server asks for the same move a little later. */
  async move (cell) {
    while (true) {
      this.stream.write({ move: { sequence: this.sequence + 1, payload: Buffer.from([cell]) } })
      const answer = await this.next('accepted', 'rejected', 'overloaded')
      if (answer.frame === 'overloaded') {
        await new Promise((resolve) => setTimeout(resolve, answer.overloaded.retryAfterMs))
        continue
      }
      if (answer.frame === 'accepted') {
        this.sequence = answer.accepted.sequence
      }
      return answer
    }
  }

  leave () {
    this.stream.end()
  }
}

const hex = (bytes) => Buffer.from(bytes).toString('hex')

async function play () {
  const ann = await new Player().signIn('node-ann')
  const ben = await new Player().signIn('node-ben')

  const { lobbyId } = await ann.lobby('createLobby', { title: 'from Node', settings: { rules: 'tic-tac-toe' } })
  await ben.lobby('joinLobby', { lobbyId })
  await ann.lobby('setReady', { lobbyId, ready: true })
  await ben.lobby('setReady', { lobbyId, ready: true })
  const { matchId } = await ann.lobby('startLobby', { lobbyId })
  await ann.sit(matchId, 0)
  await ben.sit(matchId, 1)

  const refused = await ben.move(4)
  console.log(`${ben.name} moves out of turn: ${refused.rejected.problem.name}, ${refused.rejected.problem.reason}`)

  const board = Array(9).fill('.')
  let last
  for (const [index, cell] of [0, 3, 1, 4, 2].entries()) {
    const player = index % 2 === 0 ? ann : ben
    const { accepted, rejected } = await player.move(cell)
    if (!accepted) {
      throw new Error(`${player.name}: cell ${cell} is refused: ${rejected.problem.name}`)
    }
    board[cell] = 'XO'[player.seat]
    const events = await Promise.all([ann.next('event'), ben.next('event')])
    if (events.some(({ event }) => hex(event.head) !== hex(accepted.head))) {
      throw new Error('a player was told of another chain than the receipt names')
    }
    last = events[0].event
    console.log(`${player.name} takes cell ${cell}: ${board.join('').replace(/...(?=.)/g, '$&/')}  head ${hex(accepted.head).slice(0, 16)}…`)
  }
  if (!last.ended) {
    throw new Error('the match goes on though a row is full')
  }
  const places = last.ended.standings.map(({ seat, placement }) => `seat ${seat} is number ${placement}`)
  console.log(`the match is over: ${last.ended.reasonName}, ${places.join(', ')}`)
  ann.leave()
  ben.leave()
}

play().then(() => process.exit(0), (error) => {
  console.error(`failed: ${error.message}`)
  process.exit(1)
})
