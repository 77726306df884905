import MartletModel
import Testing

@testable import MartletLanguage

/// `text` in canonical layout; diagnostics as text when it cannot be read.
func formatted(_ text: String, name: String = "stack.yaml") -> String {
    do throws(Diagnostics) {
        return String(decoding: try StackFormatter.format(SourceFile(name: name, text: text)), as: UTF8.self)
    } catch {
        return "refused: " + error.all.map { "\($0.code) \($0.detail)" }.joined(separator: "; ")
    }
}

/// Every comment of a text with the path of keys that it stands beside: what formatting must keep.
func placedComments(of text: String) -> [String]? {
    guard let tokens = TokenizedText(Array(text.utf8)[...]) else { return nil }
    let (documents, rest) = LayoutParser.documents(of: tokens)
    var places = CommentPlaces()
    for document in documents { places.add(document) }
    places.add(rest.map(\.text), "after all")
    return places.found
}

/// Walks a layout in the order of the text.
private struct CommentPlaces {
    private(set) var found: [String] = []

    mutating func add(_ comments: [String], _ place: String) { found += comments.map { "\(place): \($0)" } }

    mutating func add(_ document: LayoutDocument) {
        add(document.before.map(\.text), "before")
        add(document.root, "")
        add(document.trailing, "root")
        add(document.end.map(\.text), "end")
    }

    private mutating func add(_ node: LayoutNode, _ path: String) {
        // Where a comment stands beside one value is layout: behind the key, the bracket or the value.
        add(node.header + node.before.map(\.text), path)
        switch node.content {
        case .empty(let inside): add(inside.map(\.text), path)
        case .alias: break
        case .scalar(let scalar):
            if scalar.isBlock { add(BlockScalar.Header(scalar.source).comment.map { [$0] } ?? [], path) }
        case .sequence(let collection), .mapping(let collection):
            for (number, entry) in collection.entries.enumerated() {
                add(entry, "\(path)/\(entry.name ?? "\(number)")")
            }
            add(collection.end.map(\.text), path)
        }
    }

    private mutating func add(_ entry: LayoutEntry, _ path: String) {
        add(entry.before.map(\.text), path)
        if let key = entry.key { add(key, path) }
        add(entry.behindKey, path)
        add(entry.value, path)
        add(entry.trailing, path)
    }
}

extension LayoutEntry {
    fileprivate var name: String? {
        switch key?.content {
        case .scalar(let scalar)?: scalar.text
        case .alias(let name)?: name
        default: nil
        }
    }
}
