/// Makes an input smaller while it still shows a fault (Zeller's ddmin on bytes).
struct FuzzShrinker {
    /// Runs of `isFaulty` at most.
    var budget = 1_000

    mutating func shrink(_ bytes: [UInt8], while isFaulty: ([UInt8]) -> Bool) -> [UInt8] {
        var best = bytes
        var chunk = max(1, bytes.count / 2)
        while chunk >= 1, budget > 0 {
            let before = best.count
            var start = 0
            while start < best.count, budget > 0 {
                budget -= 1
                let candidate = Array(best[..<start]) + best[min(best.count, start + chunk)...]
                if isFaulty(candidate) { best = candidate } else { start += chunk }
            }
            if chunk == 1, best.count == before { break }
            if best.count == before || chunk > best.count { chunk = max(1, min(chunk / 2, best.count)) }
        }
        return best
    }
}
