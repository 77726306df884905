import Foundation
import Synchronization

/// Sees to it that no input hangs or eats the memory, from a thread of its own, and that the input at fault is kept.
///
/// Processor time is what counts, so that a busy machine is no fault. An input that is over a limit cannot be stopped:
/// it is saved, and the process ends.
final class FuzzWatch: Sendable {
    private struct Input {
        let room: FuzzRoom
        let bytes: [UInt8]
        /// The processor time of the process when it began, in seconds.
        let start: Double
    }

    private struct Watched {
        var input: Input?
        var isOver = false
        var memoryAtStart = 0
    }

    private let state = Mutex(Watched())
    private let finds: FuzzFinds
    /// Seconds of processor time for one input.
    private let timeLimit: Double
    /// Bytes beyond what the process had at the start.
    private let memoryLimit: Int

    init(finds: FuzzFinds, timeLimit: Double, memoryLimit: Int) {
        self.finds = finds
        self.timeLimit = timeLimit
        self.memoryLimit = memoryLimit
    }

    /// Runs `body` with the watch on.
    func during<Result>(_ body: () -> Result) -> Result {
        state.withLock { $0.memoryAtStart = Self.residentBytes }
        let thread = Thread { self.watch() }
        thread.start()
        defer {
            state.withLock { $0.isOver = true }
            finds.end()
        }
        return body()
    }

    /// Tells that this thread goes on to an input.
    func begin(_ room: FuzzRoom, _ bytes: [UInt8]) {
        finds.note(room, bytes)
        let input = Input(room: room, bytes: bytes, start: Self.processorSeconds)
        state.withLock { $0.input = input }
    }

    private func watch() {
        while !state.withLock({ $0.isOver }) {
            Thread.sleep(forTimeInterval: 0.02)
            let (input, memory) = state.withLock { ($0.input, $0.memoryAtStart) }
            guard let input else { continue }
            if Self.processorSeconds - input.start > timeLimit { stop(input, "hang") }
            if Self.residentBytes - memory > memoryLimit { stop(input, "memory") }
        }
    }

    private func stop(_ input: Input, _ fault: String) {
        // The other tests of the process take processor time too: only an input that is still there is at fault.
        guard state.withLock({ $0.input?.start == input.start && !$0.isOver }) else { return }
        let path = finds.save(input.room, input.bytes, fault)
        print("fuzz: \(fault) in \(input.room), \(input.bytes.count) bytes, saved at \(path)")
        fflush(nil)
        exit(86)
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The second number of /proc/self/statm, in bytes; 0 where there is no such file.
    private static var residentBytes: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
    }
}
