import Foundation
import KubernetesProvider
import MartletLanguage
import MartletModel

/// Fetches one commit of a git repository by the `git` program, which knows the user's keys and credential helpers.
struct GitCheckout: Sendable {
    let run: CommandRunner
    let environment: [String: String]
    /// A folder of our own for each checkout; removed afterwards.
    let scratch: @Sendable () throws -> String
    var limits = ArchiveLimits()

    /// The files of `commit` when it is given, else of what `reference` names now.
    func checkout(
        _ url: String, _ reference: String?, commit: String?
    ) async throws(CommandFailure) -> (files: FileTree, commit: String) {
        let folder: String
        do { folder = try scratch() } catch { throw failed(url, "\(error)") }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try await git(url, ["init", "--quiet", folder])
        try await fetch(url, commit ?? reference ?? "HEAD", into: folder)
        let found = try await git(url, ["-C", folder, "rev-parse", "--verify", "FETCH_HEAD^{commit}"])
        guard found.isCommit, commit == nil || commit == found else {
            throw failed(url, "the commit that `martlet.lock` means is not there")
        }
        _ = try await git(url, ["-C", folder, "checkout", "--quiet", "--detach", found])
        do {
            return (try FileTree(folder: folder, limits: limits), found)
        } catch let fault as ArchiveFault {
            throw CommandFailure(.archiveRefused, detail: "`\(url)` at \(found) is not taken: \(fault).")
        } catch {
            throw failed(url, "its files cannot be read: \(error.localizedDescription)")
        }
    }

    /// Fetches one commit alone; everything, where the server does not give away single commits by their ids or the
    /// reference is a shortened one.
    private func fetch(_ url: String, _ reference: String, into folder: String) async throws(CommandFailure) {
        let alone = ["-C", folder, "fetch", "--quiet", "--depth", "1", "--no-tags", "--", url, reference]
        if try await outcome(url, alone).succeeded { return }
        let everything = ["-C", folder, "fetch", "--quiet", "--tags", "--", url, "+refs/heads/*:refs/remotes/origin/*"]
        _ = try await git(url, everything)
        for name in [reference, "refs/remotes/origin/\(reference)", "refs/tags/\(reference)"] {
            let found = try await outcome(
                url, ["-C", folder, "rev-parse", "--quiet", "--verify", "--end-of-options", "\(name)^{commit}"])
            guard found.succeeded else { continue }
            let commit = Self.line(found.output)
            _ = try await git(url, ["-C", folder, "fetch", "--quiet", "--no-tags", "--", folder, commit])
            return
        }
        throw failed(url, "it has no branch, tag or commit `\(reference)`")
    }

    /// The first line that git prints; throws when it fails.
    private func git(_ url: String, _ arguments: [String]) async throws(CommandFailure) -> String {
        let outcome = try await outcome(url, arguments)
        guard outcome.succeeded else {
            let said = outcome.errorText.split(separator: "\n").last.map(String.init) ?? "it gave no reason"
            throw failed(url, "git says: \(said)")
        }
        return Self.line(outcome.output)
    }

    private static func line(_ output: [UInt8]) -> String {
        String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    private func outcome(_ url: String, _ arguments: [String]) async throws(CommandFailure) -> CommandOutcome {
        var environment = environment
        // Never asks, never runs a helper of the repository's, and speaks no protocol that could run a program.
        environment["GIT_TERMINAL_PROMPT"] = "0"
        environment["GIT_ALLOW_PROTOCOL"] = "https:http:ssh:file"
        environment["LC_ALL"] = "C"
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] { environment[name] = nil }
        let settings = [
            "-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false", "-c", "core.autocrlf=false",
        ]
        do {
            return try await run(
                CommandInvocation(command: "git", arguments: settings + arguments, environment: environment))
        } catch {
            throw failed(url, "the program `git` cannot be run")
        }
    }

    private func failed(_ url: String, _ why: String) -> CommandFailure {
        CommandFailure(
            .moduleNotFetched, detail: "`\(url)` cannot be fetched: \(why).",
            hint: "Check the URL and `?ref=`, and that `git ls-remote` of it works in this shell.")
    }
}
