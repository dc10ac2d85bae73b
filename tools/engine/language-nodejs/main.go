// The command pulumi-language-nodejs of the built engine: a wrapper around the last Node language host that can be had
// as a Go module.
//
// That host is older than the engine. It takes the options of a project's runtime (Pulumi.yaml, runtime.options) as
// flags, as engines of its day passed them; today's engine sends them in messages that it doesn't know. Without help
// it would start every program through ts-node and drop nodeargs. The wrapper reads the options where the engine read
// them, in the project's own file, and hands them on.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"gopkg.in/yaml.v3"
)

// The host's place, seen from the folder of this executable.
const hostPath = "../libexec/pulumi-language-nodejs"

func main() {
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "pulumi-language-nodejs: %v\n", err)
		os.Exit(1)
	}
}

func run() error {
	executable, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this executable: %w", err)
	}
	if executable, err = filepath.EvalSymlinks(executable); err != nil {
		return fmt.Errorf("finding this executable: %w", err)
	}
	host := filepath.Join(filepath.Dir(executable), hostPath)

	// The engine starts its language host in the folder of the program.
	cwd, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("finding the program's folder: %w", err)
	}
	flags, err := optionFlags(cwd)
	if err != nil {
		return err
	}
	argv := append(append([]string{host}, flags...), os.Args[1:]...)
	if err := syscall.Exec(host, argv, os.Environ()); err != nil {
		return fmt.Errorf("starting %s: %w", host, err)
	}
	return nil
}

// optionFlags answers with the host's flags for the project that dir belongs to; none where there is no project.
func optionFlags(dir string) ([]string, error) {
	path, err := workspace.DetectProjectPathFrom(dir)
	if errors.Is(err, workspace.ErrProjectNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("looking for the project of %s: %w", dir, err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the project: %w", err)
	}

	// JSON is YAML too, so this reads Pulumi.json as well. A runtime without options may be a plain string.
	var project struct {
		Runtime yaml.Node `yaml:"runtime"`
	}
	if err := yaml.Unmarshal(text, &project); err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	var runtime struct {
		Options struct {
			TypeScript *bool  `yaml:"typescript"`
			TSConfig   string `yaml:"tsconfig"`
			NodeArgs   string `yaml:"nodeargs"`
		} `yaml:"options"`
	}
	if project.Runtime.Kind != yaml.MappingNode {
		return nil, nil
	}
	if err := project.Runtime.Decode(&runtime); err != nil {
		return nil, fmt.Errorf("reading runtime.options of %s: %w", path, err)
	}

	var flags []string
	options := runtime.Options
	if options.TypeScript != nil {
		flags = append(flags, fmt.Sprintf("-typescript=%t", *options.TypeScript))
	}
	if options.TSConfig != "" {
		flags = append(flags, "-tsconfig="+options.TSConfig)
	}
	if options.NodeArgs != "" {
		flags = append(flags, "-nodeargs="+options.NodeArgs)
	}
	return flags, nil
}
