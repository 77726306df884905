#if canImport(Glibc)
private import Glibc
#else
private import Darwin
#endif

/// The natural logarithm.
func logarithm(_ number: Double) -> Double { log(number) }

/// `base` to the power of `exponent`, in binary floating point.
func raised(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
