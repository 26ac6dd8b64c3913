package main

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestEveryLinkLeadsSomewhere follows, for each role, every link of every page: none is dead, none breaks anything, none but evidence leads to another
// host, and no page holds a word of what the role may not see.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	t.Parallel()
	e, tokens := demoDatabase(t)
	r := serving(t, e, "--anonymous-read", "true", "--anonymous-limit", "0", "--token-limit", "0")
	all := narrative(t, r.url, tokens["co_chair"])
	for _, role := range []string{"", "lead", "co_chair", "secretariat", "reader", "observer", "admin"} {
		t.Run("as "+role, func(t *testing.T) {
			c := crawler{t: t, base: r.url, client: signedIn(t, r.url, role), seen: map[string]bool{}}
			visible := narrative(t, r.url, tokens[role])
			for text := range all {
				if !visible[text] {
					c.hidden = append(c.hidden, text)
				}
			}
			if c.follow("/"); len(c.seen) < 10 {
				t.Errorf("only %d pages were found", len(c.seen))
			}
			if role == "reader" && len(c.hidden) < 3 {
				t.Errorf("only %d texts are hidden from readers: the demonstration shows too little", len(c.hidden))
			}
			t.Logf("%d addresses, %d texts hidden", len(c.seen), len(c.hidden))
		})
	}
}

// userOf is the user of the demonstration who holds a role.
func userOf(role string) string { return "demo." + strings.ReplaceAll(role, "_", "") }

// signedIn is a client that keeps cookies, signed in as the demonstration's user of a role; nobody for "".
func signedIn(t *testing.T, base, role string) *http.Client {
	t.Helper()
	jar, _ := cookiejar.New(nil) // without options it does not fail
	client := &http.Client{Jar: jar}
	if role == "" {
		return client
	}
	resp, err := client.Do(request(t, "POST", base+"/sign-in", url.Values{"email": {userOf(role) + "@example.org"}, "password": {demoFile().password}}.Encode(),
		"Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.Request.URL.Path != "/" {
		t.Fatalf("signing in as %s ends at %s", role, resp.Request.URL)
	}
	return client
}

// narrative gathers the texts of all items and updates that a token reads.
func narrative(t *testing.T, base, token string) map[string]bool {
	t.Helper()
	texts := map[string]bool{}
	var headers []string
	if token != "" {
		headers = []string{"Authorization", "Bearer " + token}
	}
	for _, list := range []string{"/items", "/updates", "/proposals", "/deliverables"} {
		for next := list + "?limit=200"; next != ""; {
			resp, body := ask(t, "GET", base+"/api/v1"+next, "", headers...)
			if resp.StatusCode != http.StatusOK {
				break // not for this role at all
			}
			var page struct {
				Data []map[string]any
				Next *string `json:"next_cursor"`
			}
			if err := json.Unmarshal([]byte(body), &page); err != nil {
				t.Fatal(err)
			}
			for _, row := range page.Data {
				for _, field := range []string{"title", "done", "next_steps", "openings", "reason", "need"} {
					if text, is := row[field].(string); is && len(text) > 12 {
						texts[text] = true
					}
				}
			}
			if next = ""; page.Next != nil {
				next = list + "?limit=200&cursor=" + url.QueryEscape(*page.Next)
			}
		}
	}
	return texts
}

// crawler follows links. Of addresses that differ only in the values of their query it follows one, and from readings of the past none.
type crawler struct {
	t      *testing.T
	base   string
	client *http.Client
	hidden []string
	seen   map[string]bool
}

func (c *crawler) follow(start string) {
	c.t.Helper()
	waiting := []string{start}
	for len(waiting) > 0 {
		at := waiting[0]
		waiting = waiting[1:]
		u, err := url.Parse(at)
		if err != nil {
			c.t.Errorf("a link that is none: %q", at)
			continue
		}
		kind := u.Path + "?" + strings.Join(slices.Sorted(maps.Keys(u.Query())), "&")
		if c.seen[kind] {
			continue
		}
		c.seen[kind] = true
		if links := c.visit(at); !u.Query().Has("as_of") {
			waiting = append(waiting, links...)
		}
	}
}

// visit asks for an address and gives the links of the page there.
func (c *crawler) visit(at string) []string {
	c.t.Helper()
	resp, err := c.client.Get(c.base + at)
	if err != nil {
		c.t.Error(err)
		return nil
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		c.t.Errorf("%s: %d %v", at, resp.StatusCode, err)
		return nil
	}
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") || strings.HasPrefix(at, "/docs") || strings.HasPrefix(at, "/api/") {
		return nil
	}
	root, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		c.t.Errorf("%s: %v", at, err)
		return nil
	}
	text := textOf(root)
	for _, hidden := range c.hidden {
		if strings.Contains(text, hidden) {
			c.t.Errorf("%s shows %q", at, hidden)
		}
	}
	return c.links(at, resp.Request.URL, root)
}

// links lists the links of a page to our own host; one that leads elsewhere must say so.
func (c *crawler) links(at string, base *url.URL, root *html.Node) []string {
	var list []string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		if attr["style"] != "" || strings.HasPrefix(attr["href"], "javascript:") || n.Data == "style" {
			c.t.Errorf("%s has something inline: <%s>", at, n.Data)
		}
		target := attr["href"] + attr["src"]
		if target == "" || n.Data != "a" && n.Data != "link" && n.Data != "script" && n.Data != "img" {
			continue
		}
		u, err := base.Parse(target)
		switch {
		case err != nil:
			c.t.Errorf("%s links to %q", at, target)
		case u.Host != base.Host && !strings.Contains(attr["rel"], "external") && !strings.HasSuffix(base.Path, "/report"): // where the report quotes its evidence
			c.t.Errorf("%s leads to another host: %s", at, target)
		case u.Host == base.Host:
			list = append(list, u.RequestURI())
		}
	}
	return list
}

func textOf(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + "\n")
		}
		for _, a := range n.Attr {
			if a.Key == "value" || a.Key == "title" || a.Key == "aria-label" {
				b.WriteString(a.Val + "\n")
			}
		}
	}
	return b.String()
}
