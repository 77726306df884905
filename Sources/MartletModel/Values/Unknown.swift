/// A value that only apply can tell, and what is certain about it already.
package struct Unknown: Sendable, Hashable {
    package let type: ValueType
    private let certain: Certain?

    package init(_ type: ValueType = .any, _ refinement: Refinement = Refinement()) {
        self.type = type
        certain = refinement == Refinement() ? nil : .refinement(refinement)
    }

    /// What is certain of the value.
    package var refinement: Refinement {
        if case .refinement(let refinement)? = certain { return refinement }
        return Refinement()
    }

    /// Apart, because every ``Value`` has the size of its largest case, and few unknown values are refined.
    private indirect enum Certain: Sendable, Hashable {
        case refinement(Refinement)
    }

    /// What is certain of a value that is not known.
    package struct Refinement: Sendable, Hashable {
        package var isNotNull: Bool
        /// The first characters of a string.
        package var prefix: String?
        /// The fewest elements of a collection.
        package var minimumLength: Int?
        /// The most elements of a collection.
        package var maximumLength: Int?
        /// The least that a number can be.
        package var lowest: Number?
        /// The most that a number can be.
        package var highest: Number?

        package init(
            isNotNull: Bool = false, prefix: String? = nil, minimumLength: Int? = nil, maximumLength: Int? = nil,
            lowest: Number? = nil, highest: Number? = nil
        ) {
            self.isNotNull = isNotNull
            self.prefix = prefix
            self.minimumLength = minimumLength
            self.maximumLength = maximumLength
            self.lowest = lowest
            self.highest = highest
        }
    }
}
