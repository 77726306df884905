/// A rule about which requests go wrong, and how.
package struct SandboxFault: Sendable, Hashable {
    /// The name under which it is listed and removed.
    package let name: String
    package let match: Match
    package let occasion: Occasion
    package let action: Action

    package init(name: String, match: Match, occasion: Occasion = .nth(1), action: Action) {
        self.name = name
        self.match = match
        self.occasion = occasion
        self.action = action
    }

    /// Which requests it looks at: all conditions that are given.
    package struct Match: Sendable, Hashable {
        /// `PUT`; nil for any.
        package var method: String?
        /// A glob on host and path, without regard to case: `*/storageAccounts/*`.
        package var path: String?
        /// A glob on the service's name of the operation: `PUT Microsoft.Storage/*`, `create secrets`.
        package var operation: String?

        package init(method: String? = nil, path: String? = nil, operation: String? = nil) {
            self.method = method
            self.path = path
            self.operation = operation
        }
    }

    /// Which of the matching requests it strikes, counted from 1.
    package enum Occasion: Sendable, Hashable {
        case nth(Int)
        case first(Int)
        case from(Int)
        case multiplesOf(Int)
        case always

        func includes(_ count: Int) -> Bool {
            switch self {
            case .nth(let number): count == number
            case .first(let number): count <= number
            case .from(let number): count >= number
            case .multiplesOf(let number): number > 0 && count % number == 0
            case .always: true
            }
        }
    }

    /// What goes wrong.
    package enum Action: Sendable, Hashable {
        /// An error answer; nothing is done.
        case error(status: Int, code: String, message: String)
        /// 429 with Retry-After, in seconds; nothing is done.
        case throttle(retryAfter: Int)
        /// The connection breaks before anything is done.
        case reset
        /// It is done, and the answer never arrives.
        case lostReply
        /// It is accepted, and the long-running operation that it starts fails.
        case failOperation(code: String, message: String)
        /// No answer until the client gives up; nothing is done.
        case hang
        /// The answer comes late.
        case delay(Duration)
    }
}

extension SandboxFault.Match {
    func matches(method: String, path: String, operation: String) -> Bool {
        (self.method.map { $0.uppercased() == method } ?? true)
            && (self.path.map { Glob($0).matches(path) } ?? true)
            && (self.operation.map { Glob($0).matches(operation) } ?? true)
    }
}

/// A pattern in which `*` stands for any text and `?` for any byte, without regard to case.
struct Glob: Sendable {
    private let pattern: [UInt8]

    init(_ pattern: String) { self.pattern = Array(pattern.lowercased().utf8) }

    /// O(pattern × text) at worst.
    func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased().utf8)
        var position = 0
        var index = 0
        var star: (pattern: Int, text: Int)?
        while index < text.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                star = (position, index)
                position += 1
            } else if position < pattern.count,
                pattern[position] == text[index] || pattern[position] == UInt8(ascii: "?")
            {
                position += 1
                index += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                position = last.pattern + 1
                index = last.text + 1
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
