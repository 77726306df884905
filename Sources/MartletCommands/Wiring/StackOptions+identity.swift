import Foundation
import MartletLanguage
import MartletModel

extension StackOptions {
    /// The stack's name alone, for what needs no more of a file that may be wrong otherwise.
    func identity(in world: World) throws -> StackIdentity {
        let path = world.absolute(stack) + "/stack.yaml"
        let name = FileManager.default.contents(atPath: path).flatMap { bytes in
            try? YAMLReader.values([UInt8](bytes), name: path).first?["name"]?.stringValue
        }
        guard let name else {
            throw CommandFailure(
                .stackHasNoName, detail: "\(path) cannot be read, or names no stack.",
                hint: "Objects carry the stack's name: the file must have a readable `name:`."
            )
        }
        return StackIdentity(stack: name, environment: environment)
    }
}
