from llama_router_codemod.cli import main

main()
