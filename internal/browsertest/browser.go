// Package browsertest shows pages to tests in a real Chromium, and says what is wrong with them. The browser is the program that
// FWP_TEST_CHROMIUM names, chromium or chromium-headless-shell, which is faster; in CI (CI=true) it must be there.
package browsertest

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long one page may take; a loaded machine is slow.
const patience = 5 * time.Minute

// Browser is a window of a running Chromium that goes with a test, and shares nothing with those of other tests.
type Browser struct {
	tb  testing.TB
	ctx context.Context
}

// running is the one browser of a test program: it starts with the first test that needs it and ends with the last that is under way, as starting
// one takes longer than most tests.
var running struct {
	sync.Mutex
	tests int
	ctx   context.Context
	end   func()
}

// Start gives the test a browser. Where there is none it says so, and the test has nothing to do.
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
	browser, err := join(program)
	if err != nil {
		tb.Fatalf("starting %s: %v", program, err)
	}
	tb.Cleanup(leave)
	ctx, end := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	tb.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		tb.Fatalf("opening a window of %s: %v", program, err)
	}
	return &Browser{tb, ctx}, true
}

// join starts the browser unless it runs.
func join(program string) (context.Context, error) {
	running.Lock()
	defer running.Unlock()
	if running.tests == 0 {
		ctx, end, err := launch(program)
		if err != nil {
			return nil, err
		}
		running.ctx, running.end = ctx, end
	}
	running.tests++
	return running.ctx, nil
}

// leave ends the browser when no other test is in it.
func leave() {
	running.Lock()
	defer running.Unlock()
	if running.tests--; running.tests == 0 {
		running.end()
	}
}

// launch starts a browser with a profile of its own.
func launch(program string) (ctx context.Context, end func(), err error) {
	profile, err := os.MkdirTemp("", "fwp-browser-")
	if err != nil {
		return nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.UserDataDir(profile),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true), chromedp.Flag("no-sandbox", os.Getuid() == 0))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeAll := chromedp.NewContext(allocator)
	end = func() {
		closeAll()
		stop()
		_ = os.RemoveAll(profile) // what a browser leaves behind late is in the way of nothing
	}
	if err := chromedp.Do(ctx); err != nil {
		end()
		return nil, nil, err
	}
	return ctx, end, nil
}
