import ArgumentParser
import Foundation
import MartletLanguage
import MartletModel
import MartletRendering

/// `martlet fmt`.
struct Format: ShowingCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt", abstract: "Put stack files into the canonical layout.",
        discussion: """
            Formats the files given, and in folders every stack.yaml, module.yaml, scenarios.yaml and *.vars.yaml below \
            them; by default those of the working folder. `-` formats standard input to standard output. Names of changed \
            files go to standard output. Comments and meaning stay; a file that cannot be read is reported and left as it is.
            """
    )

    @Argument(help: "Files and folders, or `-`.", completion: .file())
    var paths = ["."]

    @Flag(help: "Change nothing; end with 1 when a file is not in the canonical layout.")
    var check = false

    @Flag(help: "Change nothing; show what would change.")
    var diff = false

    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        guard !paths.contains("-") || paths == ["-"] else {
            throw ValidationError("`-` stands alone: standard input is formatted to standard output.")
        }
    }

    func run(in world: World) async throws -> ExitStatus {
        if paths == ["-"] { return try formatInput(in: world) }
        var faults = Diagnostics()
        var changes: [FormattedFile] = []
        let names = StackFiles(world: world).names(at: paths, &faults)
        for name in names {
            do {
                let file = SourceFile(name: name, bytes: try world.file(name))
                let formatted = try StackFormatter.format(file)
                if formatted != file.bytes { changes.append(FormattedFile(before: file, after: formatted)) }
            } catch let error as CommandFailure {
                faults.append(contentsOf: error.diagnostics)
            } catch let error as Diagnostics {
                faults.append(contentsOf: error)
            }
        }
        if !check, !diff { write(&changes, &faults, in: world) }
        show(changes, of: names.count, faults, in: world)
        return faults.hasErrors || (check && !changes.isEmpty) ? .failed : .done
    }

    /// Writes what changed; what cannot be written is a fault and no change.
    private func write(_ changes: inout [FormattedFile], _ faults: inout Diagnostics, in world: World) {
        changes = changes.filter { change in
            do throws(CommandFailure) {
                try AtomicFile.replace(world.absolute(change.name), with: change.after)
                return true
            } catch {
                faults.append(contentsOf: error.diagnostics)
                return false
            }
        }
    }

    // MARK: Standard input

    private func formatInput(in world: World) throws -> ExitStatus {
        let file = SourceFile(name: "<stdin>", bytes: world.readInput())
        let change = FormattedFile(before: file, after: try StackFormatter.format(file))
        let isChanged = change.after != file.bytes
        if output.json || diff || check {
            show(isChanged ? [change] : [], of: 1, Diagnostics(), in: world)
        } else {
            world.output(change.text)
        }
        return check && isChanged ? .failed : .done
    }

    // MARK: Showing

    private func show(_ changes: [FormattedFile], of count: Int, _ faults: Diagnostics, in world: World) {
        if output.json {
            world.output(json(changes, of: count, faults).jsonLine)
            return
        }
        let diffText = UnifiedDiff(
            style: output.outputStyle(in: world), showsControls: world.terminal.outputIsTerminal)
        for change in changes { world.output(diff ? change.diff(diffText) : change.name + "\n") }
        if !faults.isEmpty { world.messages(DiagnosticText(style: output.messageStyle(in: world))(faults)) }
    }

    private func json(_ changes: [FormattedFile], of count: Int, _ faults: Diagnostics) -> Value {
        let plain = UnifiedDiff(style: TextStyle(), showsControls: false)
        let changed = changes.map { change in
            var fields: Fields = ["file": .string(change.name)]
            if diff { fields["diff"] = .string(change.diff(plain)) }
            return Value.object(fields)
        }
        return [
            "format": "martlet.fmt/1", "files": .number(Number(count)), "changed": .tuple(changed),
            "diagnostics": .tuple(faults.sorted.map(\.json)),
        ]
    }
}

/// A file with its canonical text.
private struct FormattedFile {
    let before: SourceFile
    let after: [UInt8]

    var name: String { before.name }
    var text: String { String(decoding: after, as: UTF8.self) }

    func diff(_ diff: UnifiedDiff) -> String {
        diff(old: String(decoding: before.bytes, as: UTF8.self), new: text, name: name)
    }
}
