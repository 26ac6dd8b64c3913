// Package mail sends the mails of reporting rounds: through an SMTP server, or into a folder for trying. It says of each attempt what came of it, and
// never tries twice by itself. Whether a mail is to be sent, and what it says, is for the rooms behind it.
package mail

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"fwptracker/internal/workplan"
)

// Settings say how mail leaves: From is the sender, as "Secretariat <plans@example.org>"; then either the server's address (see [ParseServer]), or a
// folder into which each mail is written as a file.
type Settings struct {
	From   string
	Server string
	Folder string
}

// On says whether any mail is to be sent at all.
func (s Settings) On() bool { return s.Server != "" || s.Folder != "" }

// Post sends mail.
type Post struct {
	from   mail.Address
	server *Server
	folder string
}

// Open makes a Post; the errors name the settings of the program.
func Open(s Settings) (*Post, error) {
	switch {
	case !s.On():
		return nil, errors.New("no mail is set up: set FWP_SMTP_URL, or FWP_MAIL_DIR for trying, and FWP_MAIL_FROM")
	case s.Server != "" && s.Folder != "":
		return nil, errors.New("FWP_SMTP_URL and FWP_MAIL_DIR are both set; leave one of them out")
	case s.From == "":
		return nil, errors.New("FWP_MAIL_FROM is missing: the sender of mails, such as Secretariat <plans@example.org>")
	}
	from, err := mail.ParseAddress(s.From)
	if err != nil {
		return nil, errors.New("FWP_MAIL_FROM must be an address such as Secretariat <plans@example.org>")
	}
	p := &Post{from: *from, folder: s.Folder}
	if s.Folder != "" {
		if err := os.MkdirAll(s.Folder, 0o700); err != nil {
			return nil, fmt.Errorf("FWP_MAIL_DIR: the folder cannot be made: %w", err)
		}
		return p, nil
	}
	if p.server, err = ParseServer(s.Server); err != nil {
		return nil, fmt.Errorf("FWP_SMTP_URL: %w", err)
	}
	return p, nil
}

// Where tells in words where mail goes, without secrets.
func (p *Post) Where() string {
	if p.folder != "" {
		return "the folder " + p.folder
	}
	return p.server.String()
}

// Message is one mail to one person. HTML may be empty.
type Message struct {
	ID      string
	To      mail.Address
	Subject string
	Text    string
	HTML    string
	At      time.Time
}

// NewID makes a Message-ID that no other mail has, within the sender's domain.
func (p *Post) NewID() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: the runtime stops the program if the system has no randomness
	_, domain, _ := strings.Cut(p.from.Address, "@")
	return hex.EncodeToString(b) + "@" + domain
}

// OfDigest is the message that a digest makes for its reader.
func OfDigest(d workplan.Digest, address, id string, at time.Time) (Message, error) {
	m := Message{ID: id, To: mail.Address{Name: d.To, Address: address}, Subject: d.Subject(), Text: d.Text(), At: at}
	var b bytes.Buffer
	err := page.Execute(&b, d)
	m.HTML = b.String()
	return m, err
}

// built is the message with all its headers: as text, with the same in HTML beside it where there is any.
func (p *Post) built(m Message) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	to := mail.Address{Name: oneLine(m.To.Name), Address: m.To.Address}
	if parsed, err := mail.ParseAddress(to.String()); err != nil || parsed.Address != m.To.Address {
		return nil, errors.New("the address is none")
	}
	msg.FromMailAddress(&p.from)
	msg.ToMailAddress(&to)
	msg.Subject(oneLine(m.Subject))
	msg.SetMessageIDWithValue(m.ID)
	msg.SetDateWithValue(m.At)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no answering machine is to answer
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return msg, nil
}

// oneLine keeps what would begin another header out of one.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, s)
}

// Send makes one attempt.
func (p *Post) Send(ctx context.Context, m Message) workplan.MailOutcome {
	msg, err := p.built(m)
	switch {
	case err != nil:
		return workplan.MailOutcome{State: workplan.MailGivenUp, Reason: err.Error()}
	case p.folder != "":
		return p.drop(msg, m)
	}
	o := p.server.send(ctx, msg)
	o.Reason = strings.ReplaceAll(o.Reason, m.To.Address, "the address")
	return o
}

// drop writes the mail as a file, whole or not at all.
func (p *Post) drop(msg *gomail.Msg, m Message) workplan.MailOutcome {
	failed := func(err error) workplan.MailOutcome {
		return workplan.MailOutcome{State: workplan.MailFailed, Reason: "the mail cannot be written into the folder: " + err.Error()}
	}
	part, err := os.CreateTemp(p.folder, ".part-") // only its owner may read it
	if err != nil {
		return failed(err)
	}
	defer os.Remove(part.Name())
	_, err = msg.WriteTo(part)
	if err = errors.Join(err, part.Close()); err != nil {
		return failed(err)
	}
	name, _, _ := strings.Cut(m.ID, "@")
	if err := os.Rename(part.Name(), filepath.Join(p.folder, m.At.UTC().Format("20060102T150405Z-")+name+".eml")); err != nil {
		return failed(err)
	}
	return workplan.MailOutcome{State: workplan.MailSent}
}
