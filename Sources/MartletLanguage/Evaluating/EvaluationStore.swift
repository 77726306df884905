internal import MartletModel

/// What one evaluation has found so far, by node and module instance.
struct EvaluationStore: Sendable {
    /// Positions of instances, ascending, each once.
    typealias InstanceIDs = [Int32]

    /// The value of a variable, local, output or connection in one module instance.
    struct Cell: Sendable {
        var value: Value
        var dependencies: InstanceIDs = []
        /// Whether it could not be evaluated: that has been told, and nothing that uses it is told again.
        var isPoisoned = false

        static let poisoned = Cell(value: .unknown(Unknown()), isPoisoned: true)
    }

    struct Each: Sendable {
        let key: Value
        let value: Value
    }

    /// The instances of one resource, or of one module call, in one module instance.
    struct InstanceSet: Sendable {
        enum Shape: Sendable {
            /// Without `for_each`.
            case single
            /// Without `for_each`, and `when` is false.
            case absent
            case keyed
            /// Which instances there are could not be found out.
            case poisoned
        }

        var shape: Shape
        var first: Int32 = 0
        var keys: [InstanceKey] = []
        /// The place of each key, when there are many.
        var places: [InstanceKey: Int] = [:]
        /// What `for_each` and `when` refer to.
        var dependencies: InstanceIDs = []
        /// What a reference to all of them sees.
        var value: Value?
        var hasPoison = false

        var count: Int { shape == .single ? 1 : keys.count }
        var ids: Range<Int32> { first..<(first + Int32(count)) }

        func place(of key: InstanceKey) -> Int? { places.isEmpty ? keys.firstIndex(of: key) : places[key] }
    }

    struct ModuleInstance: Sendable {
        let path: ModulePath
        /// The number of the caller's instance.
        let parent: Int
        let each: Each?
        /// What everything inside depends on: the call's `for_each`, `when` and `depends_on`.
        let dependencies: InstanceIDs
    }

    /// One instance of a resource or data source.
    struct Instance: Sendable {
        let address: Address
        let node: CompiledStack.Node
        let module: Int
        let each: Each?
        var attributes: Value = .unknown(Unknown())
        var isPoisoned = false
    }

    /// By node number, then module instance. Empty for nodes of other kinds.
    var cells: [[Cell]]
    /// By node number, then module instance: resources and calls.
    var sets: [[InstanceSet]]
    /// By site.
    var modules: [[ModuleInstance]]
    var instances: [Instance] = []

    init(_ program: CompiledStack) {
        cells = Array(repeating: [], count: program.nodeCount)
        sets = Array(repeating: [], count: program.nodeCount)
        modules = Array(repeating: [], count: program.sites.count)
        modules[0] = [ModuleInstance(path: ModulePath(), parent: 0, each: nil, dependencies: [])]
    }
}

extension EvaluationStore.InstanceIDs {
    /// Adds ids that are not there yet, keeping the order. O(n + m).
    mutating func formUnion(_ other: some RandomAccessCollection<Int32>) {
        guard let first = other.first else { return }
        if isEmpty || (last ?? first) < first {
            append(contentsOf: other)
            return
        }
        var result: [Int32] = []
        result.reserveCapacity(count + other.count)
        var left = startIndex
        var right = other.startIndex
        while left < endIndex, right < other.endIndex {
            if self[left] < other[right] {
                result.append(self[left])
                left += 1
            } else {
                if self[left] == other[right] { left += 1 }
                result.append(other[right])
                right = other.index(after: right)
            }
        }
        result.append(contentsOf: self[left...])
        result.append(contentsOf: other[right...])
        self = result
    }
}
