import MartletModel

@testable import MartletLanguage

extension ConsoleComparison {
    /// What Terraform answers to some expressions, each of which has a value.
    struct Answers {
        /// The values, in the notation of the console or, when all are known, as JSON.
        private let text: String?
        private let type: String
        private let isJSON: Bool

        init(to expressions: [String], _ comparison: ConsoleComparison) throws {
            // JSON in Base64 is the same in both consoles, whatever the characters; infinite numbers have none.
            let asked = expressions.map { "base64encode(jsonencode(\($0)))" }
            let json = comparison.mayKnowMore ? nil : try comparison.terraform.answer(to: Self.tuple(asked))
            isJSON = json != nil
            text = try json ?? comparison.terraform.answer(to: Self.tuple(expressions))
            type =
                try comparison.terraform.answer(to: "type(\(Self.tuple(expressions)))").map(TypeComparison.plain) ?? ""
        }

        private static func tuple(_ expressions: [String]) -> String { "[\(expressions.joined(separator: ", "))]" }

        /// Whether a tuple of values is what Terraform answers.
        func agree(with ours: Value, mayKnowMore: Bool) -> Bool {
            let ownType = TypeComparison.plain(ours.type.description)
            guard TypeComparison(mayKnowMore: mayKnowMore).agrees(type, ownType) else { return false }
            return mayKnowMore ? Self.admits(text, written(ours), ["(known after apply)"]) : text == written(ours)
        }

        /// Whether the values are the same where Terraform tells them: it may keep more of them secret.
        func hasMarks(of ours: Value) -> Bool {
            Self.admits(text, written(ours), ["(known after apply)", "(sensitive value)"])
        }

        private func written(_ ours: Value) -> String {
            guard isJSON else { return ValueText.text(of: ours) }
            let codes = (ours.elements ?? []).map { value -> Value in
                let (plain, marks) = value.unmarkedDeeply
                guard plain.isWhollyKnown, let text = try? EncodingFunctions.json(plain) else {
                    return .marking(.unknownPresent(.string), marks)
                }
                return .marking(.string(Base64.encode(Array(text.utf8))), marks)
            }
            return ValueText.text(of: .tuple(codes))
        }

        /// Whether `ours` is what Terraform prints, but for places where it prints one of `blanks`.
        private static func admits(_ theirs: String?, _ ours: String, _ blanks: [String]) -> Bool {
            guard let theirs else { return false }
            let blanked = blanks.reduce(theirs.replacing("of dynamic", with: "of any")) { text, blank in
                text.replacing(blank, with: "\u{0}")
            }
            let pieces = blanked.split(separator: "\u{0}", omittingEmptySubsequences: false)
            guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return blanked == ours }
            guard ours.hasPrefix(first), ours.hasSuffix(last) else { return false }
            var rest = ours.dropFirst(first.count)
            for piece in pieces.dropFirst() where !piece.isEmpty {
                guard let place = rest.firstRange(of: piece) else { return false }
                rest = rest[place.upperBound...]
            }
            return true
        }
    }
}
