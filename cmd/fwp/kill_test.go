package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// kills is how often the service is killed in one run of the test; go test -count multiplies it.
const kills = 8

// stubborn is a client that posts updates one after the other, and sends a request again, with the same key, until it is answered.
type stubborn struct {
	number, sent int
	acknowledged map[string]bool // by what was reported
}

// post posts until the service is gone.
func (c *stubborn) post(t *testing.T, url, token string) {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	for {
		done := fmt.Sprintf("Report %d of client %d.", c.sent, c.number)
		req := request(t, "POST", url+killedItem, `{"done":"`+done+`"}`, "Authorization", "Bearer "+token, "Content-Type", "application/json",
			"Idempotency-Key", fmt.Sprintf("client-%d-report-%d", c.number, c.sent))
		resp, err := (&http.Client{Transport: transport, Timeout: patience}).Do(req)
		if err != nil {
			return
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			return
		}
		if resp.StatusCode != http.StatusCreated {
			t.Errorf("client %d: %s %s", c.number, resp.Status, body)
			return
		}
		c.acknowledged[done] = true
		c.sent++
	}
}

const killedItem = "/api/v1/plans/example-wg-2024-26/items/2.1/updates"

// What was acknowledged is there, and there once, however often the process is killed and the senders repeat what was not answered.
func TestKillsLoseAndDoubleNothing(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, _ string, e env) {
		token := tokensIn(must(t, e, "demo"))["lead"]
		clients := make([]*stubborn, 6)
		for n := range clients {
			clients[n] = &stubborn{number: n, acknowledged: map[string]bool{}}
		}
		for range kills {
			p := startProcess(t, e, "serve", "--listen", "127.0.0.1:0", "--token-limit", "0")
			url := p.log.await(t, addressLogged)
			var posting sync.WaitGroup
			for _, c := range clients {
				posting.Go(func() { c.post(t, url, token) })
			}
			p.log.await(t, `"method":"POST"`)
			<-time.After(20*time.Millisecond + rand.N(380*time.Millisecond))
			if err := p.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			p.exit(t)
			posting.Wait()
		}
		kept := reportsKept(t, serving(t, e).url, token)
		total := 0
		for _, c := range clients {
			for done := range c.acknowledged {
				if kept[done] != 1 {
					t.Errorf("%q was acknowledged and is there %d times", done, kept[done])
				}
				delete(kept, done)
			}
			total += len(c.acknowledged)
			// The last one was perhaps recorded, but the client did not come to hear of it.
			delete(kept, fmt.Sprintf("Report %d of client %d.", c.sent, c.number))
		}
		for done, times := range kept {
			if strings.HasPrefix(done, "Report ") {
				t.Errorf("%q is there %d times, and nobody is waiting for it", done, times)
			}
		}
		if total < kills {
			t.Errorf("only %d updates were acknowledged before %d kills", total, kills)
		}
		must(t, e, "verify")
		t.Logf("%d kills, %d acknowledged updates", kills, total)
	})
}

// reportsKept counts what is reported on the item that was written to.
func reportsKept(t *testing.T, url, token string) map[string]int {
	t.Helper()
	kept := map[string]int{}
	for path := killedItem + "?limit=200&fields=done"; path != ""; {
		var page struct {
			Data []struct{ Done string }
			Next *string `json:"next_cursor"`
		}
		resp, body := ask(t, "GET", url+path, "", "Authorization", "Bearer "+token)
		if err := json.Unmarshal([]byte(body), &page); err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("GET %s: %s %s", path, resp.Status, body)
		}
		for _, u := range page.Data {
			kept[u.Done]++
		}
		path = ""
		if page.Next != nil {
			path = killedItem + "?limit=200&fields=done&cursor=" + *page.Next
		}
	}
	return kept
}
