import Foundation

/// Takes a file out of the way.
func moveAway(_ path: String) throws { try FileManager.default.moveItem(atPath: path, toPath: path + ".away") }

/// Undoes ``moveAway(_:)``.
func moveBack(_ path: String) throws { try FileManager.default.moveItem(atPath: path + ".away", toPath: path) }
