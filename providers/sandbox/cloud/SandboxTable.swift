import MartletModel

/// The objects of one collection, in the byte order of their names.
///
/// Lookup O(1); insertion and removal O(n) moves of a word, which for the ten thousands of a sandbox is microseconds.
struct SandboxTable: Sendable {
    private var names: [String] = []
    private var objects: [String: SandboxObject] = [:]

    var isEmpty: Bool { names.isEmpty }
    var first: SandboxObject? { names.first.flatMap { objects[$0] } }
    var all: [SandboxObject] { names.compactMap { objects[$0] } }

    /// Objects whose name begins with `prefix`. O(log n + found).
    func all(withPrefix prefix: String) -> [SandboxObject] {
        guard !prefix.isEmpty else { return all }
        return names[position(of: prefix)...].prefix { $0.utf8.starts(with: prefix.utf8) }.compactMap { objects[$0] }
    }

    subscript(name: String) -> SandboxObject? {
        get { objects[name] }
        set {
            let existed = objects[name] != nil
            objects[name] = newValue
            switch (existed, newValue != nil) {
            case (false, true): names.insert(name, at: position(of: name))
            case (true, false): names.remove(at: position(of: name))
            default: break
            }
        }
    }

    /// The index of `name`, or where it would be.
    private func position(of name: String) -> Int {
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            if names[middle].precedesInBytes(name) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
