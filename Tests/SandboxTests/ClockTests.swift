import Sandbox
import Testing

struct ClockTests {
    @Test(
        "times are written as HTTP, Kubernetes and ARM write them",
        arguments: [
            (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_399, "2000-02-28T23:59:59Z", "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_782_400, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_767_225_600, "2026-01-01T00:00:00Z", "Thu, 01 Jan 2026 00:00:00 GMT"),
            (-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
        ])
    func times(seconds: Int64, plain: String, http: String) {
        let instant = SandboxInstant(seconds: seconds)
        #expect(instant.seconds == plain)
        #expect(instant.httpDate == http)
    }

    @Test func `ticks have seven decimals`() {
        #expect(SandboxInstant(nanoseconds: 1_234_567_890).ticks == "1970-01-01T00:00:01.2345678Z")
    }

    @Test func `durations beyond the end of time stop there`() {
        #expect(SandboxInstant(seconds: 1).advanced(by: .seconds(Int64.max)).nanoseconds == .max)
    }

    @Test func `a lone sleeper makes time jump to its deadline`() async throws {
        let clock = SandboxClock(at: SandboxInstant(seconds: 0))
        try await clock.sleep(for: .seconds(300))
        #expect(clock.now == SandboxInstant(seconds: 300))
    }

    @Test func `the earliest deadline comes first`() async throws {
        let clock = SandboxClock(at: SandboxInstant(seconds: 0))
        let order = try await withThrowingTaskGroup(of: SandboxInstant.self) { group in
            for seconds in [3600, 10, 60] {
                group.addTask {
                    try await clock.sleep(until: SandboxInstant(seconds: Int64(seconds)), tolerance: nil)
                    return clock.now
                }
            }
            var woken: [SandboxInstant] = []
            for try await now in group { woken.append(now) }
            return woken
        }
        #expect(order == [10, 60, 3600].map { SandboxInstant(seconds: $0) })
    }

    @Test func `a cancelled sleeper wakes and leaves time alone`() async throws {
        let clock = SandboxClock(at: SandboxInstant(seconds: 0))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await clock.sleep(for: .seconds(100_000_000)) }
            group.cancelAll()
        }
        #expect(clock.now == SandboxInstant(seconds: 0))
    }
}
