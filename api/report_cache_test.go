package api

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

func TestAReportIsMadeOnceForAllWhoAskTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cache, built, release := newReportCache(1), atomic.Int32{}, make(chan struct{})
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				file, err := cache.get(t.Context(), keyOf("report"), "1", func(reportFile) (reportFile, error) {
					built.Add(1)
					<-release
					return reportFile{body: []byte("made")}, nil
				})
				if err != nil || string(file.body) != "made" {
					t.Errorf("%q, %v", file.body, err)
				}
			})
		}
		synctest.Wait()
		close(release)
		all.Wait()
		if built.Load() != 1 {
			t.Errorf("made %d times", built.Load())
		}
	})
}

func TestWhoWaitsForAReportDoesNotFailWithWhoMadeIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cache := newReportCache(1)
		first, cancel := context.WithCancel(t.Context())
		var both sync.WaitGroup
		both.Go(func() {
			_, err := cache.get(first, keyOf("report"), "1", func(reportFile) (reportFile, error) {
				<-first.Done()
				return reportFile{}, first.Err()
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("whose request ended: %v", err)
			}
		})
		synctest.Wait()
		both.Go(func() {
			file, err := cache.get(t.Context(), keyOf("report"), "1", func(reportFile) (reportFile, error) { return reportFile{body: []byte("made")}, nil })
			if err != nil || string(file.body) != "made" {
				t.Errorf("who waited: %q, %v", file.body, err)
			}
		})
		synctest.Wait()
		cancel()
		both.Wait()
	})
}

func TestFewReportsAreMadeAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cache, release := newReportCache(1), make(chan struct{})
		var all sync.WaitGroup
		var making, most, refused atomic.Int32
		for n := range 50 {
			all.Go(func() {
				_, err := cache.get(t.Context(), keyOf(fmt.Sprint(n)), "1", func(reportFile) (reportFile, error) {
					if now := making.Add(1); now > most.Load() {
						most.Store(now)
					}
					<-release
					return reportFile{}, nil
				})
				var busy *edgeError
				if errors.As(err, &busy) && busy.slug == "unavailable" && refused.Add(1) == 50-reportsAtOnce {
					close(release)
				}
			})
		}
		all.Wait()
		if most.Load() != reportsAtOnce || refused.Load() != 50-reportsAtOnce {
			t.Errorf("%d were made at once, %d were refused", most.Load(), refused.Load())
		}
	})
}

func TestSmallReportsDoNotFillTheMemory(t *testing.T) {
	cache := newReportCache(1)
	for n := range 50_000 {
		cache.keep(keyOf(fmt.Sprint(n)), reportFile{body: []byte("small")})
	}
	if len(cache.kept) > 1<<20/reportKept || len(cache.kept) != len(cache.oldest) {
		t.Errorf("%d reports are kept, %d in line", len(cache.kept), len(cache.oldest))
	}
}

// Work on what a reader may not see leaves the bytes, the ETag and the moments of a report as they were.
func TestAReportDoesNotTellThatSomethingHiddenWasRecorded(t *testing.T) {
	eachWorld(t, func(w *world) {
		s := theGroup(w)
		for _, path := range []string{"/plans/wg-2024/report", "/plans/wg-2024/report.xlsx", "/plans/wg-2024/report/statement"} {
			s.tellsOfNothingHidden(path, "1.1")
		}
	})
}

// tellsOfNothingHidden asks an address as a reader before and after something was recorded that the reader may not see, and after a report that
// counts, on the item named.
func (s *seed) tellsOfNothingHidden(path, counts string) {
	s.Helper()
	ask := func() (string, string) {
		s.later(time.Second)
		a := s.sendRaw("GET", path, "", "Authorization", "Bearer "+s.tokens["reader"])
		return a.Header.Get("ETag"), a.text
	}
	etag, body := ask()
	s.reports("colead", "1.3", workplan.UpdateContent{Done: "For the chairs"})
	if again, same := ask(); again != etag || same != body {
		s.Errorf("%s: %s became %s", path, etag, again)
	}
	s.reports("lead", counts, workplan.UpdateContent{Done: "For all"})
	if again, _ := ask(); again == etag {
		s.Errorf("%s: %s stayed when something was reported that counts", path, etag)
	}
}

func TestStrangersHaveFewHeavyReportsMade(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s, Config{AnonymousLimit: 60}, true)
		theGroup(w)
		get := func(query string) string { return "GET /plans/open-2023/report.pdf" + query }
		for _, day := range []string{"20", "21", "22", "23", "24", "25"} {
			w.play(scenario{req: get("?as_of=2024-02-" + day), want: 200})
		}
		w.play(
			scenario{req: get("?as_of=2024-02-26"), want: 429, problem: "rate-limited", header: all("Retry-After: 10", `RateLimit-Policy: "exports";q=6;w=60`)},
			scenario{req: get("?as_of=2024-02-20"), want: 200}, // it is kept
			scenario{req: "GET /plans/open-2023/report?as_of=2024-02-26", want: 200},
			scenario{as: "reader", req: get("?as_of=2024-02-26"), want: 200},
		)
	})
}
