package mail

import (
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/mail/mailtest"
	"fwptracker/internal/workplan"
)

func opened(t *testing.T, s Settings) *Post {
	t.Helper()
	if s.From == "" {
		s.From = "Example WG <plans@example.org>"
	}
	p, err := Open(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func message(p *Post) Message {
	return Message{ID: p.NewID(), To: netmail.Address{Name: "Ana", Address: "ana@example.org"}, Subject: "Two reports", Text: "Dear Ana\n", At: time.Date(2026, 10, 15, 8, 0, 0, 0, time.UTC)}
}

// TestWhatTheServerSaysIsWhatIsKept holds each way in which a dialogue can end against what is then known of the mail.
func TestWhatTheServerSaysIsWhatIsKept(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		on, says string
		state    workplan.MailState
		taken    int
	}{
		"taken":                               {"", "", workplan.MailSent, 1},
		"no such user":                        {"RCPT", "550 <ana@example.org> is unknown here", workplan.MailGivenUp, 0},
		"mailbox full for now":                {"RCPT", "452 try later", workplan.MailFailed, 0},
		"the sender is refused":               {"MAIL", "550 not from you", workplan.MailFailed, 0},
		"the text is refused":                 {".", "554 looks like spam", workplan.MailFailed, 0},
		"busy after the text":                 {".", "451 try later", workplan.MailFailed, 0},
		"broken off before the recipient":     {"RCPT", "drop", workplan.MailFailed, 0},
		"broken off before the text":          {"DATA", "drop", workplan.MailFailed, 0},
		"broken off after the text":           {".", "drop", workplan.MailUncertain, 0},
		"broken off once it had said yes":     {"RSET", "drop", workplan.MailSent, 1},
		"a server that says no goodbye":       {"QUIT", "drop", workplan.MailSent, 1},
		"a server that does not let us begin": {"EHLO", "drop", workplan.MailFailed, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := mailtest.Start(t, func(command string) string {
				if c.on != "" && strings.HasPrefix(command, c.on) {
					return c.says
				}
				return ""
			})
			p := opened(t, Settings{Server: server.URL})
			got := p.Send(t.Context(), message(p))
			if got.State != c.state || len(server.Taken()) != c.taken || (got.Reason == "") != (c.state == workplan.MailSent) || strings.Contains(got.Reason, "ana@example.org") {
				t.Errorf("%+v, %d taken; want %s, %d", got, len(server.Taken()), c.state, c.taken)
			}
		})
	}
	p := opened(t, Settings{Server: "smtp://127.0.0.1:1"})
	if got := p.Send(t.Context(), message(p)); got.State != workplan.MailFailed {
		t.Errorf("no server: %+v", got)
	}
	server := mailtest.Start(t, nil)
	p = opened(t, Settings{Server: server.URL + "?starttls=always"})
	if got := p.Send(t.Context(), message(p)); got.State != workplan.MailFailed || len(server.Taken()) > 0 {
		t.Errorf("a server without STARTTLS where it is asked for: %+v", got)
	}
}

func TestAMailHasTheRightHeadersAndTwoForms(t *testing.T) {
	t.Parallel()
	server := mailtest.Start(t, nil)
	p := opened(t, Settings{Server: server.URL})
	item := workplan.ActionItem{Plan: "p", Ref: "1.1", ItemContent: workplan.ItemContent{Title: "Forms <b>& more</b> für alle"}}
	d := workplan.Digest{Kind: workplan.MailDigest, To: "Ána\r\nBcc: thief@example.org", Body: "Example WG", Round: workplan.ReportingRound{Number: 3, RoundContent: workplan.RoundContent{Due: "2026-10-15"}},
		Today: "2026-10-01", Members: []workplan.OwedBy{{Name: "Åland", Items: []workplan.ActionItem{item}}}, Link: "https://plans.example.org"}
	m, err := OfDigest(d, "ana@example.org", p.NewID(), time.Date(2026, 10, 15, 8, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	m.Subject += "\nX-Evil: yes"
	if o := p.Send(t.Context(), m); o.State != workplan.MailSent {
		t.Fatal(o)
	}
	taken := server.Taken()[0]
	read, err := netmail.ReadMessage(strings.NewReader(taken.Data))
	if err != nil {
		t.Fatal(err)
	}
	if taken.From != "plans@example.org" || taken.To != "ana@example.org" || read.Header.Get("Bcc")+read.Header.Get("X-Evil")+read.Header.Get("List-Unsubscribe") != "" {
		t.Errorf("from %s to %s: %v", taken.From, taken.To, read.Header)
	}
	for name, want := range map[string]string{"Message-Id": "<" + m.ID + ">", "Auto-Submitted": "auto-generated", "Date": "Thu, 15 Oct 2026 08:00:00 +0000"} {
		if got := read.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil || subject != "Example WG: 1 report due by 15 October 2026 X-Evil: yes" {
		t.Errorf("subject %q, %v", subject, err)
	}
	forms := formsOf(t, read)
	if text := forms["text/plain"]; !strings.Contains(text, "p 1.1: Forms <b>& more</b> für alle") || !strings.Contains(text, "https://plans.example.org/plans/p/items/1.1/report") {
		t.Errorf("text: %s", text)
	}
	if page := forms["text/html"]; !strings.Contains(page, "Forms &lt;b&gt;&amp; more&lt;/b&gt; für alle") || strings.Contains(page, "<img") || strings.Contains(page, "src=") {
		t.Errorf("page: %s", page)
	}
}

// formsOf are the parts of a mail, by their media type.
func formsOf(t *testing.T, m *netmail.Message) map[string]string {
	t.Helper()
	_, parameters, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	forms, parts := map[string]string{}, multipart.NewReader(m.Body, parameters["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return forms
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		forms[kind] = strings.ReplaceAll(string(content), "\r\n", "\n")
	}
}

func TestAFolderTakesEachMailAsAFile(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "mails")
	p := opened(t, Settings{Folder: folder})
	for range 2 {
		if o := p.Send(t.Context(), message(p)); o.State != workplan.MailSent {
			t.Fatal(o)
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "20261015T080000Z-*.eml"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v", files, err)
	}
	content, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(content), "Subject: Two reports") {
		t.Errorf("%s, %v", content, err)
	}
	all, err := os.ReadDir(folder)
	if err != nil || len(all) != 2 {
		t.Errorf("left behind: %v", all)
	}
}

func TestSettingsThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		s    Settings
		want string
	}{
		"nothing":          {Settings{}, "FWP_SMTP_URL"},
		"both":             {Settings{From: "a@b.org", Server: "smtp://localhost", Folder: "x"}, "both"},
		"no sender":        {Settings{Server: "smtp://localhost"}, "FWP_MAIL_FROM"},
		"a strange sender": {Settings{From: "nobody", Server: "smtp://localhost"}, "FWP_MAIL_FROM"},
		"another scheme":   {Settings{From: "a@b.org", Server: "http://localhost"}, "smtp://"},
		"no host":          {Settings{From: "a@b.org", Server: "smtp://"}, "smtp://"},
		"a strange port":   {Settings{From: "a@b.org", Server: "smtp://localhost:99999"}, "port"},
		"a strange wish":   {Settings{From: "a@b.org", Server: "smtp://localhost?tls=no"}, "starttls"},
		"an open password": {Settings{From: "a@b.org", Server: "smtp://u:p@mail.example.org?starttls=never"}, "in the clear"},
		"never for smtps":  {Settings{From: "a@b.org", Server: "smtps://mail.example.org?starttls=never"}, "smtp:// only"},
	} {
		if _, err := Open(c.s); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "u:p") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	for address, want := range map[string]string{"smtp://u:p@mail.example.org": "smtp://mail.example.org:587", "smtps://mail.example.org": "smtps://mail.example.org:465", "smtp://[::1]:25": "smtp://[::1]:25"} {
		if s, err := ParseServer(address); err != nil || s.String() != want {
			t.Errorf("%s: %v, %v", address, s, err)
		}
	}
}

func TestAnAddressThatIsNoneIsGivenUp(t *testing.T) {
	t.Parallel()
	p := opened(t, Settings{Folder: t.TempDir()})
	m := message(p)
	m.To.Address = "ana@example.org>\r\nRCPT TO:<thief@example.org"
	if o := p.Send(t.Context(), m); o.State != workplan.MailGivenUp {
		t.Errorf("%+v", o)
	}
}
