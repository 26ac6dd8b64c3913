//go:build ignore

// Testlog reads what "go test -json" writes and prints what plain "go test" would: one line a package, and the output of the tests
// that failed. It exits with 1 when a test failed, when a test was skipped (it names each), and when no test ran at all.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// event is one line of "go test -json"; go doc test2json describes it.
type event struct {
	Action, Package, Test, Output, ImportPath string
}

func main() {
	var (
		output         = map[[2]string]*strings.Builder{} // by package and test, until its result is known
		skipped        []string
		passed, failed int
		broken         bool
	)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Println(lines.Text())
			continue
		}
		key := [2]string{e.Package, e.Test}
		switch e.Action {
		case "build-output":
			fmt.Print(e.Output)
		case "build-fail":
			broken = true
		case "output":
			switch {
			case e.Test == "" && isResultLine(e.Output):
				fmt.Print(e.Output)
			default:
				if output[key] == nil {
					output[key] = new(strings.Builder)
				}
				output[key].WriteString(e.Output)
			}
		case "pass", "skip", "fail":
			if e.Action == "fail" {
				if e.Test == "" {
					broken = true
				} else {
					failed++
				}
			}
			// What the race detector finds is written among the output of whichever test runs, which may pass.
			if b := output[key]; b != nil && (e.Action == "fail" || strings.Contains(b.String(), "WARNING: DATA RACE")) {
				fmt.Print(b.String())
			}
			if e.Test != "" && e.Action == "pass" {
				passed++
			}
			if e.Test != "" && e.Action == "skip" {
				skipped = append(skipped, e.Package+" "+e.Test)
			}
			delete(output, key)
		}
	}
	if err := lines.Err(); err != nil {
		fmt.Println("testlog: reading the test log:", err)
		os.Exit(1)
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", passed, failed, len(skipped))
	for _, name := range skipped {
		fmt.Println("--- SKIP:", name)
	}
	switch {
	case broken || failed > 0:
		os.Exit(1)
	case len(skipped) > 0:
		fmt.Println("testlog: no test may be skipped")
		os.Exit(1)
	case passed == 0:
		fmt.Println("testlog: no test ran")
		os.Exit(1)
	}
}

// isResultLine tells the closing line of a package from what its tests print.
func isResultLine(line string) bool {
	for _, start := range []string{"ok  \t", "FAIL\t", "?   \t", "\t"} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return false
}
