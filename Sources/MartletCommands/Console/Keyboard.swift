/// A terminal that gives keys as they are pressed.
package protocol Keyboard: Sendable {
    /// Runs `body` with the terminal giving each byte at once, without showing it.
    func withRawInput<Result>(_ body: () throws -> Result) rethrows -> Result

    /// The bytes that came in; nil at the end. Waits for some.
    func read() -> [UInt8]?

    /// Columns of the screen, now.
    var width: Int { get }
}
