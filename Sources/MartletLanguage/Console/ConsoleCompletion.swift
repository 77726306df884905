internal import MartletModel

/// What may follow the text before the cursor.
package struct ConsoleCompletion: Sendable, Hashable {
    /// How many characters before the cursor the candidates stand for.
    package let length: Int
    /// In byte order, each once.
    package let candidates: [String]

    /// - Parameters:
    ///   - text: What stands before the cursor.
    ///   - scope: Knows the names; attributes are those of values, which are evaluated for that.
    package init(of text: String, in scope: some ConsoleNames) {
        if text.hasPrefix(":"), !text.contains(" ") {
            self.init(text, among: ConsoleInput.commands.map { $0 == ":type" ? ":type " : $0 })
            return
        }
        guard !OpenBrackets(text).isInText else {
            self.init("", among: [])
            return
        }
        let word = Self.lastWord(of: text)
        guard let dot = word.lastIndex(of: ".") else {
            self.init(word, among: Self.beginnings(scope))
            return
        }
        let prefix = String(word[word.index(after: dot)...])
        self.init(prefix, among: Self.attributes(of: String(word[..<dot]), in: scope))
    }

    private init(_ prefix: String, among names: [String]) {
        length = prefix.count
        let found = Set(names.filter { $0.hasPrefix(prefix) && $0 != prefix })
        candidates = found.sorted { $0.precedesInBytes($1) }
    }

    /// What all candidates begin with, behind what is already there.
    package var commonPart: String {
        guard let first = candidates.first else { return "" }
        var common = first
        for candidate in candidates.dropFirst() { common = String(zip(common, candidate).prefix { $0 == $1 }.map(\.0)) }
        return String(common.dropFirst(length))
    }

    /// The reference being typed: names, dots, and indexes in brackets.
    private static func lastWord(of text: String) -> String {
        var start = text.endIndex
        var depth = 0
        while start > text.startIndex {
            let before = text.index(before: start)
            let character = text[before]
            if character == "]" {
                depth += 1
            } else if character == "[" {
                guard depth > 0 else { break }
                depth -= 1
            } else if depth == 0, !(character.isLetter || character.isNumber || "_-.".contains(character)) {
                break
            }
            start = before
        }
        return String(text[start...])
    }

    /// What an expression may begin with.
    private static func beginnings(_ scope: some ConsoleNames) -> [String] {
        let roots: [ReferenceRoot] = [.variable, .local, .resource, .data, .module, .stack, .path]
        return FunctionTable.functions.keys.map { "\($0)(" } + ["true", "false", "null"]
            + roots.filter { !scope.names(behind: $0).isEmpty }.map { "\($0.rawValue)." }
    }

    private static func attributes(of base: String, in scope: some ConsoleNames) -> [String] {
        if let root = ReferenceRoot(rawValue: base) { return scope.names(behind: root) }
        let file = SourceFile(name: "<console>", text: base)
        guard case .success(let expression) = ExpressionParser.parseExpression(base, origin: TextOrigin(file)) else {
            return []
        }
        let evaluated = expression.evaluate(in: scope)
        guard !evaluated.diagnostics.hasErrors else { return [] }
        return (evaluated.value.unmarked.value.fields?.map(\.key) ?? []).filter(\.isDeclarationName)
    }
}
