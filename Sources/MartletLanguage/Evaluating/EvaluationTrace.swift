internal import MartletModel

/// What one evaluation of one declaration has looked at, where the text alone does not tell.
struct EvaluationTrace {
    /// Whether something was used that could not be evaluated.
    var touchedPoison = false
    /// Instances of resources with `for_each`, by node number.
    private(set) var instances: [Int: EvaluationStore.InstanceIDs] = [:]
    /// Instances of module calls with `for_each`, by node number.
    private(set) var calls: [Int: EvaluationStore.InstanceIDs] = [:]

    mutating func record(_ node: Int, _ ids: Range<Int32>) { instances[node, default: []].formUnion(ids) }
    mutating func recordCall(_ node: Int, _ ids: Range<Int32>) { calls[node, default: []].formUnion(ids) }
}
