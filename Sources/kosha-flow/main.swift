print("kosha-flow")
