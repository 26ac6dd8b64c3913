//go:build unix

package main

import (
	"syscall"
	"testing"
	"time"
)

// cpuOf reports, when what it returns is called, the processor time that each operation took since: of the client and the service together, and
// steadier than time on a machine that has other work.
func cpuOf(b *testing.B) (report func()) {
	before := cpuTime()
	return func() { b.ReportMetric(float64((cpuTime()-before).Microseconds())/float64(b.N), "cpu-µs/op") }
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // fails for no process that asks about itself
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
