#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Which process of which boot of which machine: two are equal only when they are the same process.
package struct ProcessIdentity: Sendable, Hashable {
    package let host: String
    /// Changes with every boot, so that a pid from before is not mistaken for one from now.
    package let boot: String
    package let pid: Int
    /// Clock ticks after boot at which the process began; tells a reused pid from the first.
    package let started: Int

    package init(host: String, boot: String, pid: Int, started: Int) {
        self.host = host
        self.boot = boot
        self.pid = pid
        self.started = started
    }
}

extension ProcessIdentity {
    /// This process. On systems without `/proc` boot and start stay empty, and the lock alone decides who is alive.
    package static func current() -> ProcessIdentity {
        var name = [CChar](repeating: 0, count: 256)
        let length = gethostname(&name, name.count - 1) == 0 ? name.firstIndex(of: 0) ?? 0 : 0
        let host = String(decoding: name[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let boot = bootOfThisMachine
        let started = text("/proc/self/stat").flatMap(startTime) ?? 0
        return ProcessIdentity(host: host, boot: boot, pid: Int(getpid()), started: started)
    }

    /// Whether two processes are on one running machine. Containers share the boot of their host and have names of their
    /// own, and machines may share a name; where there is no `/proc`, the name must do.
    func isHere(with other: ProcessIdentity) -> Bool {
        boot.isEmpty || other.boot.isEmpty ? host == other.host : boot == other.boot
    }

    /// Whether this very process of this boot runs now: its number and its start are in the process table.
    var isRunning: Bool {
        guard !boot.isEmpty, boot == Self.bootOfThisMachine, started > 0 else { return false }
        return Self.text("/proc/\(pid)/stat").flatMap { Self.startTime(stat: $0) } == started
    }

    private static var bootOfThisMachine: String {
        text("/proc/sys/kernel/random/boot_id").map { String($0.prefix { $0 != "\n" }) } ?? ""
    }

    private static func text(_ path: String) -> String? {
        (try? DiskFile.read(path)).flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The start time in a line of the process table: field 22 of `/proc/PID/stat` (proc(5)); the command name before it may hold spaces and parentheses.
    package static func startTime(stat: String) -> Int? {
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? Int(fields[19]) : nil
    }
}
