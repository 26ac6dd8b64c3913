// Package browsertest shows pages to tests in a real Chromium, and says what is wrong with them. The browser is the program that
// FWP_TEST_CHROMIUM names; in CI (CI=true) it must be there.
package browsertest

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long one page may take; a loaded machine is slow.
const patience = 5 * time.Minute

// Browser is a running Chromium that goes with a test.
type Browser struct {
	tb  testing.TB
	ctx context.Context
}

// Start starts the browser. Where there is none it says so, and the test has nothing to do.
func Start(tb testing.TB) (b *Browser, there bool) {
	tb.Helper()
	program := os.Getenv("FWP_TEST_CHROMIUM")
	if program == "" {
		if os.Getenv("CI") == "true" {
			tb.Fatal("in CI the tests need Chromium: set FWP_TEST_CHROMIUM")
		}
		tb.Log("no browser here: set FWP_TEST_CHROMIUM to the program of Chromium")
		return nil, false
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.UserDataDir(tb.TempDir()),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true), chromedp.Flag("no-sandbox", os.Getuid() == 0))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	tb.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator)
	tb.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		tb.Fatalf("starting %s: %v", program, err)
	}
	return &Browser{tb, ctx}, true
}
